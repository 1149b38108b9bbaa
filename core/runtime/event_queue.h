#pragma once

#include "core/runtime/heap_queue.h"

namespace stampede {

using EventQueue = HeapQueue;

}  // namespace stampede
