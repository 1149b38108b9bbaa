// A log may hold anything: read as what it looks like, and then as each format in turn.
#include "core/log/formats.h"
#include "core/log/log_summary.h"
#include "core/runtime/input_error.h"

extern "C" int LLVMFuzzerTestOneInput(const char* bytes, std::size_t size)
{
    using namespace stampede;
    const std::string_view text(bytes, size);
    const auto read = [&](std::string_view format) {
        LogReading asked;
        asked.format = format;
        try {
            const LogFile log = read_log(lines_of_text(text), "fuzz", asked);
            summary_of(log);
            reading_remarks(log);
        } catch (const InputError&) {
        }
    };
    read("");
    for (const LogFormat& format : log_formats()) read(format.name);
    return 0;
}
