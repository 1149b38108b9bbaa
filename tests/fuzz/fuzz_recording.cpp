// A recording file may hold anything. What is accepted can be written again, measured, judged and drawn. Here
// the input is what comes before the checksum, else nearly every input would end at it.
#include "core/analysis/invariants.h"
#include "core/analysis/metrics.h"
#include "core/analysis/recorded_scenario.h"
#include "core/analysis/timeline.h"
#include "core/recording/byte_stream.h"
#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"

#include <cstdlib>

namespace {

std::string with_checksum(std::string_view bytes)
{
    std::string file;
    stampede::ByteWriter out([&file](const char* b, std::size_t size) { file.append(b, size); });
    out.text(bytes);
    out.finish();
    return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* bytes, std::size_t size)
{
    try {
        const stampede::Recording read = stampede::decode_recording(with_checksum({bytes, size}), "fuzz");
        const stampede::Recording again =
            stampede::decode_recording(stampede::encode_recording(read), "written");
        if (again.events != read.events || again.details != read.details) std::abort();
        stampede::measure(read);
        stampede::build_timeline(read);
        if (const auto scenario = stampede::recorded_scenario(read))
            stampede::check_invariants(read, *scenario);
    } catch (const stampede::InputError&) {
    }
    return 0;
}
