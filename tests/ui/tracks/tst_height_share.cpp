// How the tracks share the height of the window.

#include <QTest>

#include "tests/support/run_tests.h"
#include "ui/tracks/height_share.h"

#include <random>

using namespace stampede::ui;

namespace {

int total(const std::vector<TrackShare>& shares)
{
    int sum = 0;
    for (const TrackShare& s : shares) sum += s.height;
    return sum;
}

TrackWish open(int least, int own, int stretch, int matters)
{
    return {30, least - 20, least, own, stretch, matters, true};
}

}  // namespace

class tst_HeightShare : public QObject {
    Q_OBJECT

private slots:
    void whatMattersLeastFoldsFirst();
    void whatMattersMostIsNeverFolded();
    void whatIsToSpareGoesToThoseThatStretch();
    void whatItsUserOpenedStaysOpen();
    void whateverTheRoomItIsFilledOrAllHaveTheirLeast();
};

void tst_HeightShare::whatMattersLeastFoldsFirst()
{
    const std::vector<TrackWish> wishes{open(100, 150, 0, 1), open(100, 200, 4, 6), open(60, 60, 0, 3)};
    QVERIFY(!shareHeight(wishes, 260)[0].folded);
    const auto shares = shareHeight(wishes, 250);
    QVERIFY(shares[0].folded && !shares[1].folded && !shares[2].folded);
    QCOMPARE(shares[0].height, 30);
    QCOMPARE(shares[2].height, 60);
    QCOMPARE(total(shares), 250);
    const auto less = shareHeight(wishes, 170);
    QVERIFY(less[0].folded && less[2].folded && !less[1].folded);
}

void tst_HeightShare::whatMattersMostIsNeverFolded()
{
    const std::vector<TrackWish> wishes{open(100, 150, 0, 1), open(100, 200, 4, 6), open(60, 60, 0, 3)};
    // 30 and 30 for the two that fold: what matters most becomes lower than it should be, and stays
    const auto tight = shareHeight(wishes, 150);
    QVERIFY(tight[0].folded && !tight[1].folded && tight[2].folded);
    QCOMPARE(tight[1].height, 90);
    const auto none = shareHeight(wishes, 20);
    QVERIFY(!none[1].folded);
    QCOMPARE(none[1].height, 80);
}

void tst_HeightShare::whatIsToSpareGoesToThoseThatStretch()
{
    const std::vector<TrackWish> wishes{open(50, 100, 0, 1), open(50, 100, 1, 2), open(50, 100, 3, 3)};
    const auto shares = shareHeight(wishes, 340);
    QCOMPARE(shares[0].height, 100);
    QCOMPARE(shares[1].height, 110);
    QCOMPARE(shares[2].height, 130);
    // before that, each comes nearer to its own height
    const auto tight = shareHeight(wishes, 180);
    for (const TrackShare& s : tight) QCOMPARE(s.height, 60);
}

void tst_HeightShare::whatItsUserOpenedStaysOpen()
{
    std::vector<TrackWish> wishes{open(100, 100, 0, 0), open(100, 100, 0, 5)};
    wishes[0].mayFold = false;
    const auto shares = shareHeight(wishes, 150);
    // what matters most is the other one: both stay, as low as they may be
    QVERIFY(!shares[0].folded && !shares[1].folded);
    QCOMPARE(total(shares), 160);
    wishes.push_back(open(100, 100, 0, 3));
    QVERIFY(shareHeight(wishes, 250)[2].folded);
}

void tst_HeightShare::whateverTheRoomItIsFilledOrAllHaveTheirLeast()
{
    std::mt19937 random(3);
    const auto pick = [&](int least, int most) { return least + int(random() % unsigned(most - least + 1)); };
    for (int round = 0; round < 2000; ++round) {
        std::vector<TrackWish> wishes;
        bool anyStretches = false;
        for (int i = pick(1, 7); i > 0; --i) {
            TrackWish w;
            w.folded = pick(20, 40);
            w.lowest = w.folded + pick(1, 50);
            w.least = w.lowest + pick(0, 50);
            w.own = w.least + pick(0, 100);
            w.stretch = pick(0, 4);
            w.matters = pick(0, 6);
            w.mayFold = pick(0, 3) > 0;
            wishes.push_back(w);
        }
        const int room = pick(0, 1200);
        const auto shares = shareHeight(wishes, room);
        QCOMPARE(shares.size(), wishes.size());
        int own = 0;
        int stillToFold = 0;
        for (std::size_t i = 0; i < wishes.size(); ++i) {
            const TrackWish& w = wishes[i];
            QVERIFY(!shares[i].folded || w.mayFold);
            QVERIFY(shares[i].folded ? shares[i].height == w.folded : shares[i].height >= w.lowest);
            own += shares[i].folded ? shares[i].height : w.own;
            stillToFold += w.mayFold && !shares[i].folded;
            anyStretches |= !shares[i].folded && w.stretch > 0;
        }
        if (total(shares) > room) QVERIFY(stillToFold <= 1);
        if (total(shares) < room) QVERIFY(!anyStretches && total(shares) == own);
    }
}

STAMPEDE_TESTS(tst_HeightShare, nothing)
#include "tst_height_share.moc"
