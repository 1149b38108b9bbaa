#include "tests/support/run_tests.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#ifdef STAMPEDE_TESTS_WITH_WINDOWS
#include <QApplication>
#else
#include <QCoreApplication>
#endif

namespace stampede::test {

static std::vector<const TestClass*>& all()
{
    static std::vector<const TestClass*> classes;
    return classes;
}

static std::string name_of(const TestClass& tests)
{
    return std::filesystem::path(tests.file).stem().string();
}

TestClass::TestClass(const char* file_, Needs needs_, int (*run_)(int, char**))
    : file(file_), needs(needs_), run(run_)
{
    all().push_back(this);
}

static std::unique_ptr<QCoreApplication> application(TestClass::Needs needs, int& argc, char** argv)
{
    if (needs == TestClass::Needs::nothing) return nullptr;
#ifdef STAMPEDE_TESTS_WITH_WINDOWS
    if (needs == TestClass::Needs::a_window) {
        QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
        return std::make_unique<QApplication>(argc, argv);
    }
#endif
    return std::make_unique<QCoreApplication>(argc, argv);
}

static int run(const TestClass& tests, int argc, char** argv)
{
    const auto app = application(tests.needs, argc, argv);
    return tests.run(argc, argv);
}

}  // namespace stampede::test

int main(int argc, char** argv)
{
    using namespace stampede::test;
    std::ranges::sort(all(), {}, [](const TestClass* tests) { return name_of(*tests); });
    const bool named = argc > 1 && argv[1][0] != '-';
    int failed = 0;
    int ran = 0;
    const std::vector<char*> given(argv, argv + argc);
    for (const TestClass* tests : all()) {
        if (named && name_of(*tests) != given[1]) continue;
        std::vector<char*> arguments = given;
        if (named) arguments.erase(arguments.begin() + 1);
        arguments.push_back(nullptr);
        failed += run(*tests, static_cast<int>(arguments.size()) - 1, arguments.data());
        ++ran;
    }
    if (ran == 0) std::cerr << "there are no tests named \"" << given[1] << "\" here\n";
    return ran == 0 ? 2 : failed;
}
