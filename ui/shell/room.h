#pragma once

// shell: the window that puts all together: top bar, palette, help, presenting, assistive technology.
// It may include: every room; no room includes it.
// tools/check-layers holds it to that.
