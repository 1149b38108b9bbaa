// A log may hold anything, line by line.
#include "core/scenario/access_log.h"
#include "core/scenario/line_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const char* bytes, std::size_t size)
{
    stampede::LineReader lines = stampede::lines_of_text(std::string_view(bytes, size));
    while (lines.next()) {
        stampede::parse_access_line(lines.line());
        stampede::parse_csv_line(lines.line());
    }
    return 0;
}
