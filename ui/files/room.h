#pragma once

// files: files as people handle them: opening, saving, exporting pictures and data.
// It may include: all rooms below it, and core's readers and writers.
// tools/check-layers holds it to that.
