// Sentences below the window go through one catalogue.
#include <QtTest>

#include "tests/support/run_tests.h"
#include "core/runtime/say.h"

using namespace stampede;

namespace {

/// A language in which everything is said the other way round, and two is a number of its own.
std::string_view strange(const char* english, const char* many, std::uint64_t number)
{
    if (!many) return std::string_view(english) == "{} waits for {}" ? "for {1} waits {0}" : english;
    return number == 2 ? "both" : many;
}

class tst_Say : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { install_translator(nullptr); }

    void englishIsSaidAsItIsWritten()
    {
        QCOMPARE(say("{} waits for {}", 7, "key"), std::string("7 waits for key"));
        QCOMPARE(say_marked(to_say("the lock is free")), std::string("the lock is free"));
        QCOMPARE(translated("query", "queries", 1), std::string_view("query"));
        QCOMPARE(translated("query", "queries", 0), std::string_view("queries"));
    }

    void aTranslationMayOrderTheValuesAnew()
    {
        install_translator(strange);
        QCOMPARE(say("{} waits for {}", 7, "key"), std::string("for key waits 7"));
    }

    void aLanguageMayHaveMoreThanTwoFormsOfNumber()
    {
        install_translator(strange);
        QCOMPARE(translated("query", "queries", 2), std::string_view("both"));
        QCOMPARE(translated("query", "queries", 3), std::string_view("queries"));
    }
};

}  // namespace

STAMPEDE_TESTS(tst_Say, nothing)
#include "tst_say.moc"
