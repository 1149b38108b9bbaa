// A scenario file may say anything. What is accepted means the same after it was written and read again.
#include "core/runtime/input_error.h"
#include "core/scenario/scenario_file.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const char* bytes, std::size_t size)
{
    try {
        const stampede::Scenario read = stampede::parse_scenario(std::string_view(bytes, size), "fuzz");
        const std::string written = stampede::to_json(read);
        if (!(stampede::parse_scenario(written, "written") == read)) std::abort();
    } catch (const stampede::InputError&) {
    }
    return 0;
}
