#pragma once

#include "core/lesson/figure.h"
#include "core/lesson/measured_run.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

// References of texts to what runs measure, as docs/lessons.md has them:
//     {{RUN.metrics.PATH}}  {{RUN@63.4ms.metrics.PATH}}  {{RUN.scenario.PATH}}  {{RUN.theory.NAME}}  {{A /
//     B}}  {{=2010}}
// All functions throw InputError with one sentence that names the reference.

/// What one reference comes to; `text` is without the braces, "locking.metrics.database.queries". REQUIRES:
/// `runs` holds the runs that it names, else it is refused.
Figure resolve(std::string_view reference, const MeasuredRuns& runs);

/// The text with its references replaced by what they come to.
std::string filled(std::string_view text, const MeasuredRuns& runs);
/// The same of Markdown: a figure at the beginning of a line, as in "{{…}}. So it is.", does not begin a
/// list.
std::string filled_markdown(std::string_view text, const MeasuredRuns& runs);

/// The names of the runs that a text refers to, whether there are such runs or not. Refuses references that
/// are none.
std::set<std::string, std::less<>> runs_named(std::string_view text);
/// The same of one reference without braces.
std::set<std::string, std::less<>> runs_of(std::string_view reference);

/// Numbers that a text says by itself: digits outside of references, `code`, links and words ("L4", "p99").
/// They would go on claiming what a run no longer shows.
std::vector<std::string> bare_numbers(std::string_view text);

}  // namespace stampede
