#pragma once

#include "core/runtime/timer_wheel.h"

namespace stampede {

/// What schedulers use. HeapQueue is the reference that tests hold it against.
using EventQueue = TimerWheel;

}  // namespace stampede
