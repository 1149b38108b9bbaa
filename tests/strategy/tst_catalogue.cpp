#include <QtTest>

#include "core/strategy/catalogue.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

using namespace stampede;

template <class Read>
static QString refused(Read read, const char* text)
{
    return refusal([&] { read(text); });
}

class tst_Catalogue : public QObject {
    Q_OBJECT

private slots:
    void theTenStrategiesAnswerTheThreeQuestions_data();
    void theTenStrategiesAnswerTheThreeQuestions();
    void theyHaveTheirOwnDefaultOptions();
    void eachIsPresentedToPeople();
    void wordsAreReadBackAsTheyAreWritten();
    void parametersThatAreLeftOutHaveTheirOwnDefaults();
    void unusableWordsAreRefusedInOneSentence_data();
    void unusableWordsAreRefusedInOneSentence();
    void noPreferenceIsAnAnswerToo();
    void theAnswersOfANamedStrategyComposeToIt();
    void aNamedPointKeepsItsNameWithAnotherBeta();
    void otherAnswersComposeToACustomStrategy();
    void otherAnswersKeepWhatIsNoDefault();
    void everyMistakeHasAWord();
};

void tst_Catalogue::theTenStrategiesAnswerTheThreeQuestions_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("meanwhile");
    QTest::newRow("none") << "expiry"
                          << "everyone"
                          << "none";
    QTest::newRow("locking") << "expiry"
                             << "one-per-cluster"
                             << "wait";
    QTest::newRow("coalescing") << "expiry"
                                << "one-per-instance"
                                << "share";
    QTest::newRow("early-expiration") << "power:beta=2"
                                      << "everyone"
                                      << "serve-old";
    QTest::newRow("xfetch") << "xfetch:beta=1"
                            << "everyone"
                            << "serve-old";
    QTest::newRow("stale-while-revalidate") << "expiry"
                                            << "one-per-instance"
                                            << "serve-old,share";
    QTest::newRow("background-refresh") << "schedule:buffer=15s"
                                        << "instance-then-cluster"
                                        << "serve-old,share,wait";
    QTest::newRow("lease") << "expiry"
                           << "lease"
                           << "serve-old,wait";
    QTest::newRow("collapsing") << "expiry"
                                << "one-per-instance"
                                << "share";
    QTest::newRow("combined") << "xfetch:beta=1"
                              << "instance-then-cluster"
                              << "serve-old,share,wait";
}

void tst_Catalogue::theTenStrategiesAnswerTheThreeQuestions()
{
    QFETCH(QString, when);
    QFETCH(QString, who);
    QFETCH(QString, meanwhile);
    const NamedStrategy* s = find_strategy(QTest::currentDataTag());
    QVERIFY(s);
    QCOMPARE(QString::fromStdString(to_text(s->spec.when)), when);
    QCOMPARE(QString::fromStdString(to_text(s->spec.who)), who);
    QCOMPARE(QString::fromStdString(to_text(s->spec.meanwhile)), meanwhile);
    QCOMPARE(catalogue().size(), std::size_t(10));
}

void tst_Catalogue::theyHaveTheirOwnDefaultOptions()
{
    for (const NamedStrategy& s : catalogue()) {
        StrategyOptions expected;
        if (s.id == "stale-while-revalidate" || s.id == "lease" || s.id == "combined") expected.keep = 60s;
        if (s.id == "collapsing") expected.collapse_window = 10ms;
        if (s.id == "lease") {
            expected.fencing = true;
            expected.refresh_in = RefreshIn::foreground;
        }
        QVERIFY2(s.spec.options == expected, s.id.c_str());
    }
}

void tst_Catalogue::eachIsPresentedToPeople()
{
    for (const NamedStrategy& s : catalogue()) {
        QCOMPARE(s.spec.name, s.id);
        QVERIFY(!s.name.empty());
        QVERIFY(s.about.size() > 60);
        QVERIFY(s.about.ends_with('.'));
    }
    QCOMPARE(find_strategy("looking"), nullptr);
}

void tst_Catalogue::wordsAreReadBackAsTheyAreWritten()
{
    for (const char* text :
         {"expiry", "power:beta=2", "xfetch:beta=0.5", "uniform:window=60s", "schedule:buffer=1.5s",
          "xfetch:beta=1+schedule:buffer=15s", "power:beta=3.3000000000000003+expiry"})
        QCOMPARE(to_text(parse_when(text)), std::string(text));
    for (const char* text :
         {"everyone", "one-per-instance", "one-per-cluster", "instance-then-cluster", "lease"})
        QCOMPARE(to_text(parse_who(text)), std::string(text));
    for (const char* text : {"none", "wait", "serve-old,share,wait", "share,fail"})
        QCOMPARE(to_text(parse_meanwhile(text)), std::string(text));
    QCOMPARE(to_text(parse_when(" xfetch + expiry ")), std::string("xfetch:beta=1+expiry"));
}

void tst_Catalogue::parametersThatAreLeftOutHaveTheirOwnDefaults()
{
    QCOMPARE(to_text(parse_when("power")), std::string("power:beta=2"));
    QCOMPARE(to_text(parse_when("xfetch")), std::string("xfetch:beta=1"));
    QCOMPARE(to_text(parse_when("uniform")), std::string("uniform:window=60s"));
    QCOMPARE(to_text(parse_when("schedule")), std::string("schedule:buffer=15s"));
}

void tst_Catalogue::unusableWordsAreRefusedInOneSentence_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("sentence");
    const auto when = [](const char* text) -> QTestData& {
        return QTest::newRow(text) << refused(parse_when, text);
    };
    when("xfetsh") << "\"xfetsh\" is not known (did you mean \"xfetch\"?); one of expiry, power, xfetch, "
                      "uniform or schedule";
    when("never") << "\"never\" is not known; one of expiry, power, xfetch, uniform or schedule";
    when("") << "\"\" is not known; one of expiry, power, xfetch, uniform or schedule";
    when("expiry:beta=1") << "\"expiry:beta=1\" has a parameter, but \"expiry\" takes none";
    when("power:window=1s") << "\"power:window=1s\" needs \"beta=…\" after the colon, as in \"power:beta=2\"";
    when("xfetch:2") << "\"xfetch:2\" needs \"beta=…\" after the colon, as in \"xfetch:beta=1\"";
    when("xfetch:beta=two") << "beta=two is not a number; write something like beta=1.5";
    when("xfetch:beta=nan") << "beta=nan is out of range; 0.001 to 1000";
    when("xfetch:beta=0") << "beta=0 is out of range; 0.001 to 1000";
    when("uniform:window=60")
        << "\"60\" has no unit; write a duration such as \"3ms\", with one of the units ns us ms s min h";
    when("uniform:window=0s") << "\"0s\" is too short; at least 1ms";
    when("xfetch+expiry+schedule")
        << "\"xfetch+expiry+schedule\" joins more than two; at most two with \"+\"";
    when("xfetch+xfetch:beta=2")
        << "\"xfetch+xfetch:beta=2\" joins the same one twice; two different ones, or one";
    QTest::newRow("who")
        << refused(parse_who, "one-per-custer")
        << "\"one-per-custer\" is not known (did you mean \"one-per-cluster\"?); one of everyone, "
           "one-per-instance, one-per-cluster, instance-then-cluster or lease";
    QTest::newRow("meanwhile") << refused(parse_meanwhile, "serve-old,sleep")
                               << "\"sleep\" is not known; one of serve-old, share, wait or fail";
    QTest::newRow("meanwhile twice") << refused(parse_meanwhile, "wait,share,wait")
                                     << "\"wait,share,wait\" names wait twice; each at most once";
}

void tst_Catalogue::unusableWordsAreRefusedInOneSentence()
{
    QFETCH(QString, answer);
    QTEST(answer, "sentence");
}

void tst_Catalogue::noPreferenceIsAnAnswerToo()
{
    QVERIFY(parse_meanwhile("none").empty());
    QVERIFY(parse_meanwhile("").empty());
}

void tst_Catalogue::theAnswersOfANamedStrategyComposeToIt()
{
    for (const NamedStrategy& s : catalogue()) {
        const StrategySpec composed = compose(s.spec.when, s.spec.who, s.spec.meanwhile);
        if (s.id == "collapsing")  // has the answers of coalescing, and differs in its loader
            QCOMPARE(composed.name, std::string("coalescing"));
        else
            QVERIFY2(composed == s.spec, s.id.c_str());
    }
}

void tst_Catalogue::aNamedPointKeepsItsNameWithAnotherBeta()
{
    const StrategySpec s = compose(parse_when("xfetch:beta=3"), Who::everyone, {Meanwhile::serve_old});
    QCOMPARE(s.name, std::string("xfetch"));
    QCOMPARE(s.when.front().beta, 3.0);
}

void tst_Catalogue::otherAnswersComposeToACustomStrategy()
{
    const StrategySpec serving =
        compose(parse_when("expiry"), Who::one_per_cluster, parse_meanwhile("serve-old,wait"));
    QCOMPARE(serving.name, std::string("custom"));
    QCOMPARE(serving.options.keep, Duration(60s));
    QVERIFY(!serving.options.fencing);

    const StrategySpec early =
        compose(parse_when("xfetch+schedule"), Who::everyone, parse_meanwhile("serve-old"));
    QCOMPARE(early.name, std::string("custom"));
    QCOMPARE(early.options, StrategyOptions());

    const StrategySpec leased = compose(parse_when("xfetch"), Who::lease, parse_meanwhile("wait"));
    QCOMPARE(leased.options.keep, Duration(0s));
    QVERIFY(leased.options.fencing);
    QCOMPARE(leased.options.refresh_in, RefreshIn::foreground);
}

void tst_Catalogue::otherAnswersKeepWhatIsNoDefault()
{
    StrategySpec lease = find_strategy("lease")->spec;
    lease.options.poll = 7ms;
    lease.options.breaker.emplace();
    const StrategySpec everyone = with_answers(lease, lease.when, Who::everyone, lease.meanwhile);
    QCOMPARE(everyone.options.keep, Duration(0s));  // that of lease was its default
    QVERIFY(!everyone.options.fencing);
    QCOMPARE(everyone.options.poll, Duration(7ms));
    QVERIFY(everyone.options.breaker);
    QVERIFY(with_answers(everyone, lease.when, Who::lease, lease.meanwhile) == lease);

    lease.options.keep = 9s;
    QCOMPARE(with_answers(lease, lease.when, Who::everyone, lease.meanwhile).options.keep, Duration(9s));
}

void tst_Catalogue::everyMistakeHasAWord()
{
    QCOMPARE(all_mistakes().size(), std::size_t(9));
    for (Mistake m : all_mistakes()) QCOMPARE(parse_mistake(to_text(m)), std::optional(m));
    QCOMPARE(to_text(Mistake::setnx_then_expire), std::string("setnx-then-expire"));
    QCOMPARE(parse_mistake("oversleeping"), std::optional<Mistake>());
}

STAMPEDE_TESTS(tst_Catalogue, an_event_loop)
#include "tst_catalogue.moc"
