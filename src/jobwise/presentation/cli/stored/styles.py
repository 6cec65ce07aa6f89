"""`style`."""

from jobwise.presentation.cli.desk import Desk, Shown, shown
from jobwise.presentation.schemas import styles as schema


async def style_show(desk: Desk) -> Shown:
    return shown(schema.style(await desk.cases.styles.show(owner=desk.owner)))


async def style_learn(desk: Desk) -> Shown:
    return shown(schema.style(await desk.cases.styles.learn(owner=desk.owner)))
