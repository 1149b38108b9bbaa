#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/explanation.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;

/// The steps as lines of text.
static QString told(const Explanation& e)
{
    QString text;
    for (const ExplainedStep& s : e.steps)
        text += QString("%1 %2\n")
                    .arg(milliseconds(s.at.time_since_epoch()), 0, 'f', 1)
                    .arg(QString::fromStdString(s.text));
    return text;
}

static QStringList causes(const Explanation& e)
{
    QStringList list;
    for (const std::string& c : e.causes) list << QString::fromStdString(c);
    return list;
}

class tst_Explanation : public QObject {
    Q_OBJECT

private slots:
    void theWinnerOfALockLoadsAndGivesItBack();
    void aWaiterOwesItsAnswerToWhoeverLoaded();
    void aJoinerOwesItToTheLeaderOfItsOwnInstance();
    void anOldValueIsToldWithTheRefreshItStarted();
    void anEntryOfTheStartIsKnownAsSuch();
    void aRequestThatNeverEndedIsToldSo();
    void aSecondDeadlineIsToldLikeTheFirst();
};

void tst_Explanation::theWinnerOfALockLoadsAndGivesItBack()
{
    const Scenario s = test::product_page("locking", 100);
    const Explanation e = explain(*simulate(s), s, CallId::request(1));
    QCOMPARE(QString::fromStdString(e.headline),
             QString("Request 1 was answered after 103 ms with what it loaded itself."));
    const QString key = QString::fromStdString(simulate(s)->key_name(0));
    QCOMPARE(told(e), QString("0.0 arrives at instance 1\n"
                              "0.6 GET %1 → miss\n"
                              "0.9 SET lock:%1 NX PX 10000 → taken, token 1\n"
                              "1.2 learns that it may load: the lock is its own\n"
                              "1.8 begins to load\n"
                              "101.8 has the row, version 1\n"
                              "102.1 SET %1 PX → stored, version 1, fresh for 5 min\n"
                              "102.7 gives the lock back (compare-and-delete lock:%1)\n"
                              "103.0 is answered with what it loaded itself after 103 ms\n")
                          .arg(key));
    QVERIFY(e.causes.empty());
}

void tst_Explanation::aWaiterOwesItsAnswerToWhoeverLoaded()
{
    const Scenario s = test::product_page("locking", 100);
    const Explanation e = explain(*simulate(s), s, CallId::request(42));
    QVERIFY(QString::fromStdString(e.headline).endsWith("with what request 1 had loaded."));
    QVERIFY(told(e).contains("GET → miss, look 2, waits 50 ms more"));
    QCOMPARE(causes(e), QStringList({"It was refused because request 1 held the lock.",
                                     "The value it got was loaded by request 1, from 1.8 ms to 101.8 ms."}));
}

void tst_Explanation::aJoinerOwesItToTheLeaderOfItsOwnInstance()
{
    const Scenario s = test::product_page("coalescing", 100);
    const Explanation e = explain(*simulate(s), s, CallId::request(42));  // on instance 2, as request 2
    QVERIFY2(QString::fromStdString(e.headline).endsWith("with what request 2 had loaded."),
             e.headline.c_str());
}

void tst_Explanation::anOldValueIsToldWithTheRefreshItStarted()
{
    const Scenario s = test::product_page("stale-while-revalidate", 100);
    const RecordingPtr run = simulate(s);
    const auto first = std::find_if(run->refreshes.begin(), run->refreshes.end(),
                                    [](const CallFacts& c) { return !c.parent.is_nobody(); });
    QVERIFY(first != run->refreshes.end());
    const auto number = static_cast<std::uint32_t>(first - run->refreshes.begin()) + 1;
    const Explanation e = explain(*run, s, first->parent);
    QVERIFY(told(e).contains("is answered with the old value"));
    QVERIFY(causes(e).contains(QString("Its look started refresh %1.").arg(number)));
    const Explanation refresh = explain(*run, s, CallId::refresh(number));
    QVERIFY(causes(refresh).contains(
        QString("It was started by request %1, which had found the entry due.").arg(first->parent.number())));
}

void tst_Explanation::anEntryOfTheStartIsKnownAsSuch()
{
    Scenario s = test::product_page("locking", 10);
    s.cache.start = Start::warm;
    const Explanation e = explain(*simulate(s), s, CallId::request(3));
    QCOMPARE(causes(e), QStringList("The entry it got was there when the run began."));
}

void tst_Explanation::aRequestThatNeverEndedIsToldSo()
{
    HandWritten h;
    const CallId r = h.request();
    h.at(0, r, EventKind::arrived);
    QCOMPARE(QString::fromStdString(explain(h.recording, Scenario(), r).headline),
             QString("Request 1 had not ended when the run was over."));
}

void tst_Explanation::aSecondDeadlineIsToldLikeTheFirst()
{
    Scenario s = test::product_page("locking", 100);
    s.strategy.options.wait_timeout = 1s;
    s.database.query_time = 5s;  // longer than both
    const QString story = told(explain(*simulate(s), s, CallId::request(42)));
    QVERIFY2(story.contains("has waited as long as it may: 1 s\n"), qPrintable(story));
    QVERIFY2(story.contains("joins the load of its instance and waits, up to a second deadline of 1 s\n"),
             qPrintable(story));
    QVERIFY2(story.contains(": its second deadline has passed, too\n"), qPrintable(story));
}

STAMPEDE_TESTS(tst_Explanation, an_event_loop)
#include "tst_explanation.moc"
