#pragma once

#include <QTest>

namespace stampede::test {

/// One class of tests: a program holds those of one room, and runs the one that its first argument names (the
/// name of the file, without its ending), or all.
struct TestClass {
    enum class Needs { nothing, an_event_loop, a_window };

    TestClass(const char* file, Needs needs, int (*run)(int, char**));

    const char* file;
    Needs needs;
    int (*run)(int, char**);
};

}  // namespace stampede::test

/// Adds a class to the program of its room. NEEDS is `nothing`, `an_event_loop` (a QCoreApplication) or
/// `a_window`.
#define STAMPEDE_TESTS(Class, NEEDS)                                                                    \
    static const stampede::test::TestClass the_tests(__FILE__, stampede::test::TestClass::Needs::NEEDS, \
                                                     [](int argc, char** argv) {                        \
                                                         Class tests;                                   \
                                                         return QTest::qExec(&tests, argc, argv);       \
                                                     });
