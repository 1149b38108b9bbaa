#pragma once

#include "core/recording/recording.h"

#include <functional>
#include <string_view>

namespace stampede {

// A recording for other programs. Each writes text piece by piece to `out`.
using TextSink = std::function<void(std::string_view)>;

/// The Trace Event Format (JSON object form), which Perfetto and chrome://tracing open: a process for each
/// instance with a thread for each call and a slice for each thing it did; the locks of Redis; the database's
/// connections and queue as counters. Microseconds.
void export_trace_events(const Recording& recording, const TextSink& out);

/// One line for each request: number, key, instance, when it arrived and ended, latency, how it ended, the
/// version it got. Milliseconds; what did not happen is empty.
void export_csv(const Recording& recording, const TextSink& out);

/// Everything in the recording, event by event, as one JSON object. Times in milliseconds.
void export_json(const Recording& recording, const TextSink& out);

}  // namespace stampede
