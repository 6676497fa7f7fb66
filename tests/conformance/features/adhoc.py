"""Ad-hoc sub-processes."""

from tests.conformance.feature import PREFIX, piece
from tests.conformance.shapes import boundary, chain, end, io, job, message, start, sub, user, users, xor
from tests.conformance.steps import Fails, FinishInner, Message, StartInner, do, rest


def _until(condition: str, **attributes: object) -> str:
    text = f'<completionCondition xsi:type="tFormalExpression">{condition}</completionCondition>'
    return sub("ad", users("a b c") + chain("b > c") + text, tag="adHocSubProcess", **attributes) + chain(
        "@in > ad > @out"
    )


FREE = sub("ad", user("a") + job("b"), tag="adHocSubProcess") + user("z") + chain("@in > ad > z > @out")
LISTED = sub(
    "ad",
    users("a b c"),
    tag="adHocSubProcess",
    ext=('<zeebe:adHoc activeElementsCollection="=chosen"/>',),
) + chain("@in > ad > @out")

FEATURES = (
    piece(
        "adhoc-on-demand",
        "inner activities are started on demand, any number of times, and it is finished on demand",
        FREE,
        rest("ad"),
        StartInner("ad", "a"),
        rest("a", "ad"),
        do("a", x=1),
        rest("ad"),
        StartInner("ad", "b"),
        do("b"),
        StartInner("ad", "a"),
        do("a", x=2),
        FinishInner("ad"),
        rest("z"),
        do("z"),
        done="a b a ad z",
        result={"x": 2},
    ),
    piece(
        "adhoc-none",
        "it may be finished without any inner activity",
        FREE,
        FinishInner("ad"),
        do("z"),
        done="ad z",
    ),
    piece(
        "adhoc-refuses",
        "finishing is refused while inner activities run",
        FREE,
        StartInner("ad", "a"),
        StartInner("ad", "a"),
        rest("a", "a", "ad"),
        Fails(FinishInner("ad"), None, None),
        do("a"),
        Fails(FinishInner("ad"), None, None),
        do("a"),
        FinishInner("ad"),
        do("z"),
        done="a a ad z",
    ),
    piece(
        "adhoc-condition",
        "the completion condition ends it and cancels the rest",
        _until("=enough"),
        StartInner("ad", "a"),
        StartInner("ad", "b"),
        do("a", enough=False),
        rest("ad", "b"),
        StartInner("ad", "a"),
        do("a", enough=True),
        done="a a ad",
        result={"enough": True},
        variables={"enough": False},
    ),
    piece(
        "adhoc-condition-waits",
        "without cancelling it waits for the rest and starts nothing more",
        _until("=enough", cancelRemainingInstances=False),
        StartInner("ad", "a"),
        StartInner("ad", "a"),
        do("a", enough=True),
        Fails(StartInner("ad", "a"), None, None),
        do("a"),
        done="a a ad",
        result={"enough": True},
        variables={"enough": False},
    ),
    piece(
        "adhoc-inner-flow",
        "inner flows are followed",
        _until("=enough"),
        StartInner("ad", "b"),
        do("b", enough=False),
        rest("ad", "c"),
        do("c", enough=True),
        done="b c ad",
        result={"enough": True},
        variables={"enough": False},
    ),
    piece(
        "adhoc-only-heads",
        "an activity with an incoming flow is not started on demand",
        _until("=enough"),
        Fails(StartInner("ad", "c"), None, None),
        StartInner("ad", "a"),
        do("a", enough=True),
        done="a ad",
        result={"enough": True},
        variables={"enough": False},
    ),
    piece(
        "adhoc-listed",
        "listed elements are started at once; it ends with them",
        LISTED,
        rest("a", "ad", "b"),
        do("b"),
        rest("a", "ad"),
        do("a"),
        done="b a ad",
        variables={"chosen": [PREFIX + "a", PREFIX + "b"]},
        result={"chosen": [PREFIX + "a", PREFIX + "b"]},
    ),
    piece(
        "adhoc-listed-condition",
        "listed elements and a completion condition: the condition ends it",
        sub(
            "ad",
            users("a b") + '<completionCondition xsi:type="tFormalExpression">=enough</completionCondition>',
            tag="adHocSubProcess",
            ext=('<zeebe:adHoc activeElementsCollection="=chosen"/>',),
        )
        + chain("@in > ad > @out"),
        rest("a", "ad", "b"),
        do("a", enough=True),
        done="a ad",
        variables={"chosen": [PREFIX + "a", PREFIX + "b"], "enough": False},
        result={"chosen": [PREFIX + "a", PREFIX + "b"], "enough": True},
    ),
    piece(
        "adhoc-boundary",
        "a boundary event cancels it with everything in it",
        sub("ad", users("a b"), tag="adHocSubProcess")
        + boundary("m", "ad", message("stop"))
        + xor("j")
        + chain("@in > ad > j > @out", "m > j"),
        StartInner("ad", "a"),
        do("a"),
        StartInner("ad", "b"),
        Message("stop"),
        done="a m j",
    ),
    piece(
        "adhoc-sequential",
        "one after the other is refused",
        sub("ad", users("a b"), tag="adHocSubProcess", ordering="Sequential") + chain("@in > ad > @out"),
        done="",
        refused=True,
    ),
    piece(
        "adhoc-sub",
        "an inner sub-process is started on demand",
        sub(
            "ad",
            user("a") + sub("inner", start("s") + user("b") + end("e") + chain("s > b > e")),
            tag="adHocSubProcess",
        )
        + chain("@in > ad > @out"),
        StartInner("ad", "inner"),
        rest("ad", "b"),
        Fails(FinishInner("ad"), None, None),
        do("b"),
        FinishInner("ad"),
        done="s b e inner ad",
    ),
    piece(
        "adhoc-own-variables",
        "the completion condition sees the ad-hoc sub-process's own variables",
        sub(
            "ad",
            users("a") + '<completionCondition xsi:type="tFormalExpression">=enough</completionCondition>',
            tag="adHocSubProcess",
            ext=(io({"enough": "false"}),),
        )
        + chain("@in > ad > @out"),
        StartInner("ad", "a"),
        do("a", enough=False, x=1),
        rest("ad"),
        StartInner("ad", "a"),
        do("a", enough=True, x=2),
        done="a a ad",
        result={"x": 2},
    ),
    piece(
        "adhoc-listed-none",
        "an empty list of elements and no condition: completed at once",
        sub(
            "ad",
            users("a b"),
            tag="adHocSubProcess",
            ext=('<zeebe:adHoc activeElementsCollection="=chosen"/>',),
        )
        + user("z")
        + chain("@in > ad > z > @out"),
        rest("z"),
        do("z"),
        done="ad z",
        variables={"chosen": []},
        result={"chosen": []},
    ),
)
