// Pictures and data that leave the window, read back from the files.

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "core/analysis/metrics_json.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/files/document/file_commands.h"
#include "ui/files/export/data.h"
#include "ui/files/export/export_commands.h"
#include "ui/files/export/picture.h"
#include "ui/files/export/svg_device.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/tracks/track.h"

#include <QBuffer>

using namespace stampede;
using namespace stampede::ui;

namespace {

struct Lab : test::Window {
    QTemporaryDir folder;
    QString toSave, proposed;

    Lab()
    {
        window.files().setQuestions({[] { return QString(); },
                                     [this](const QString& proposal, const QString&) {
                                         proposed = proposal;
                                         return toSave;
                                     },
                                     [](const QString&) { return FileQuestions::Answer::discard; }});
        open();
        settle();
        focus();
    }
    /// Runs a command and gives back what it wrote.
    QByteArray exported(const char* command, const QString& name)
    {
        toSave = folder.filePath(name);
        QSignalSpy finished(&window.exports(), &ExportCommands::finished);
        if (!window.commands().run(QLatin1String(command))) return {};
        if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 30'000) || !finished[0][1].toBool())
            return {};
        QFile file(toSave);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    Track* track(const QString& name)
    {
        for (Track* t : window.findChildren<Track*>())
            if (t->accessibleName() == name) return t;
        return nullptr;
    }
};

QImage rendered(const QByteArray& svg)
{
    QSvgRenderer renderer(svg);
    if (!renderer.isValid()) return {};
    QImage image(renderer.defaultSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(theme().paper);
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

}  // namespace

class tst_ExportView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void aPngHasTheSizeThatWasAskedFor();
    void anSvgIsReadAgainAndItsTextsAreTexts_data();
    void anSvgIsReadAgainAndItsTextsAreTexts();
    void svgKeepsClips();
    void aPdfHasOnePageAndFonts();
    void aTrackIsFinerOnPaperThanOnTheScreen();
    void theGroundIsAnotherThemeAndTheWindowKeepsItsOwn();
    void theDialogMakesWhatItShows();
    void aPictureIsCopiedByKey();
    void everyRequestIsALine();
    void figuresAreThoseOfTheCommandLine();
    void traceEventsAreJson();
    void formulasAreMadeHarmless();
    void theTableOfAViewIsWritten();
    void aQuestionGivesNothingAway();
    void whatCannotBeWrittenIsSaid();
};

void tst_ExportView::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_export_view");
    applyTheme(*qApp, Theme::Name::light);
}

void tst_ExportView::aPngHasTheSizeThatWasAskedFor()
{
    Lab lab;
    PictureWish wish;
    wish.what = &lab.window;
    wish.scale = 2;
    wish.title = "Product page";
    const QImage image = QImage::fromData(pictureBytes(wish), "PNG");
    QCOMPARE(image.size(), lab.window.size() * 2);
    QCOMPARE(image.text("Title"), QString("Product page"));
}

void tst_ExportView::anSvgIsReadAgainAndItsTextsAreTexts_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("word");
    QTest::newRow("the window") << "window"
                                << "Concurrent requests";
    QTest::newRow("the lab") << "page"
                             << "Concurrent requests";
    for (const char* name : {"Flow", "Requests", "Lock", "Cache entry", "Database"})
        QTest::newRow(name) << name << name;
}

void tst_ExportView::anSvgIsReadAgainAndItsTextsAreTexts()
{
    QFETCH(QString, what);
    QFETCH(QString, word);
    Lab lab;
    PictureWish wish;
    wish.format = PictureFormat::svg;
    wish.what = what == "window" ? static_cast<QWidget*>(&lab.window)
                : what == "page" ? static_cast<QWidget*>(lab.window.page(View::lab))
                                 : lab.track(what);
    QVERIFY(wish.what);
    const QByteArray svg = pictureBytes(wish);
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QCOMPARE(renderer.defaultSize(), wish.what->size());
    QVERIFY(svg.contains(">" + word.toUtf8() + "</text>"));
    // It looks like the window: most of its points have the colour that the window has there.
    const QImage drawn = rendered(svg), shown = pictureImage({wish.what, PictureFormat::png, 1, {}, {}});
    int same = 0, all = 0;
    for (int x = 3; x < shown.width(); x += 7)
        for (int y = 3; y < shown.height(); y += 7, ++all) {
            const QColor a = drawn.pixelColor(x, y), b = shown.pixelColor(x, y);
            same += std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) +
                        std::abs(a.blue() - b.blue()) <
                    60;
        }
    QVERIFY2(same > all * 0.85, qPrintable(QString("%1 of %2").arg(same).arg(all)));
}

void tst_ExportView::svgKeepsClips()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    {
        SvgDevice device(buffer, QSize(100, 100), "<A & B>");
        QPainter painter(&device);
        painter.save();
        painter.setClipRect(10, 10, 20, 20);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().load);
        painter.drawEllipse(0, 0, 100, 50);
        painter.restore();
        painter.fillRect(60, 60, 10, 10, theme().lock);
    }
    QVERIFY(QSvgRenderer(bytes).isValid());
    QVERIFY(bytes.contains("<title>&lt;A &amp; B&gt;</title>"));
    QCOMPARE(bytes.count("<clipPath"), 1);
    const qsizetype group = bytes.indexOf("<g clip-path"), end = bytes.indexOf("</g>");
    QVERIFY(group > 0 && bytes.indexOf(theme().load.name().toUtf8()) > group &&
            bytes.indexOf(theme().load.name().toUtf8()) < end);
    QVERIFY(bytes.indexOf(theme().lock.name().toUtf8()) > end);
}

void tst_ExportView::aPdfHasOnePageAndFonts()
{
    Lab lab;
    PictureWish wish;
    wish.format = PictureFormat::pdf;
    wish.what = lab.window.page(View::lab);
    wish.title = "Product page";
    const QByteArray pdf = pictureBytes(wish);
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    QCOMPARE(pdf.count("/Type /Page\n"), 1);
    QVERIFY(pdf.contains("/FontDescriptor"));  // texts are texts
    const QRegularExpression box("/MediaBox \\[([^\\]]+)\\]");
    const QStringList sides = box.match(QString::fromLatin1(pdf)).captured(1).split(u' ', Qt::SkipEmptyParts);
    QCOMPARE(sides.size(), 4);
    QVERIFY(std::abs(sides[2].toDouble() - wish.what->width() * 0.75) < 1);
}

void tst_ExportView::aTrackIsFinerOnPaperThanOnTheScreen()
{
    Lab lab;
    Track* track = lab.track("Requests");
    const QImage screen = track->grab().toImage();
    const QByteArray svg = pictureBytes({track, PictureFormat::svg, 1, {}, {}});
    const QRegularExpression embedded("xlink:href=\"data:image/png;base64,([^\"]+)\"");
    // In two pieces: what has happened, and the paler future.
    int pieces = 0, across = 0;
    for (auto it = embedded.globalMatch(QString::fromLatin1(svg)); it.hasNext(); ++pieces)
        across += QImage::fromData(QByteArray::fromBase64(it.next().captured(1).toLatin1()), "PNG").width();
    QCOMPARE(pieces, 2);
    QVERIFY2(std::abs(across - track->width() * 3) <= 3, qPrintable(QString::number(across)));
    QCOMPARE(track->grab().toImage(), screen);  // and the screen is as it was
}

void tst_ExportView::theGroundIsAnotherThemeAndTheWindowKeepsItsOwn()
{
    Lab lab;
    PictureWish wish;
    wish.what = lab.window.page(View::lab);
    wish.scale = 1;
    wish.ground = Theme::Name::dark;
    const QImage dark = pictureImage(wish);
    QCOMPARE(theme().name, Theme::Name::light);
    QVERIFY(lab.window.updatesEnabled());
    QCOMPARE(dark.pixelColor(dark.width() - 3, 3), Theme::of(Theme::Name::dark).paper);
    wish.ground = Theme::Name::light;
    QVERIFY(pictureImage(wish) != dark);
}

void tst_ExportView::theDialogMakesWhatItShows()
{
    Lab lab;
    lab.toSave = lab.folder.filePath("requests.png");
    QSignalSpy finished(&lab.window.exports(), &ExportCommands::finished);
    QTimer::singleShot(0, &lab.window, [&] {
        auto* dialog = lab.window.findChild<ExportDialog*>();
        QVERIFY(dialog);
        auto* what = dialog->findChild<QListWidget*>("export-what");
        const auto found = what->findItems("Requests", Qt::MatchEndsWith);
        QCOMPARE(found.size(), 1);
        what->setCurrentItem(found.first());
        QTest::mouseClick(dialog->findChild<QPushButton*>("export-format-1"), Qt::LeftButton);
        QTest::mouseClick(dialog->findChild<QPushButton*>("export-size-2"), Qt::LeftButton);
        QCoreApplication::processEvents();
        QTest::mouseClick(dialog->findChild<QPushButton*>("export-save"), Qt::LeftButton);
    });
    QTest::keyClick(&lab.window, Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(QImageReader(lab.toSave).size(), lab.track("Requests")->size() * 3);
    QVERIFY(lab.proposed.endsWith("product-page-locking-requests.png"));
}

void tst_ExportView::aPictureIsCopiedByKey()
{
    Lab lab;
    QTest::keyClick(&lab.window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->image().size(), lab.window.page(View::lab)->size() * 2);
    QVERIFY(Toast::said(&lab.window).contains("clipboard"));
}

void tst_ExportView::everyRequestIsALine()
{
    Lab lab;
    const QByteArray csv = lab.exported("export-requests", "requests.csv");
    QCOMPARE(csv.count('\n'), qsizetype(1001));
    QCOMPARE(csv.left(csv.indexOf('\n')).count(','), csv.trimmed().split('\n').last().count(','));
}

void tst_ExportView::figuresAreThoseOfTheCommandLine()
{
    Lab lab;
    const QByteArray csv = lab.exported("export-metrics-csv", "figures.csv");
    QVERIFY(csv.startsWith("metric,value\r\n"));
    QVERIFY(csv.contains("\r\ndatabase.queries,1\r\n"));
    QCOMPARE(csv.count('\n'), qsizetype(metric_paths().size() + 1));
    const QJsonObject json =
        QJsonDocument::fromJson(lab.exported("export-metrics-json", "figures.json")).object();
    QCOMPARE(json["database"].toObject()["queries"].toInt(), 1);
    QCOMPARE(json["requests"].toInt(), 1000);
    QCOMPARE(json["strategy"].toString(), QString("locking"));
    QVERIFY(json["invariants"].toObject()["checked"].toInt() > 0);
    QVERIFY(json["invariants"].toObject()["violated"].toArray().isEmpty());
}

void tst_ExportView::traceEventsAreJson()
{
    Lab lab;
    const QJsonObject trace = QJsonDocument::fromJson(lab.exported("export-trace", "trace.json")).object();
    QVERIFY(trace["traceEvents"].toArray().size() > 1000);
    const QJsonObject events = QJsonDocument::fromJson(lab.exported("export-events", "events.json")).object();
    QVERIFY(!events.isEmpty());
}

void tst_ExportView::formulasAreMadeHarmless()
{
    const TableData table{{"name", "value"}, {{"=1+1", "-2.5"}, {"@cmd", "1e3"}, {"a, \"b\"", "+x"}}};
    QCOMPARE(csvOf(table),
             QByteArray("name,value\r\n\"'=1+1\",-2.5\r\n\"'@cmd\",1e3\r\n\"a, \"\"b\"\"\",\"'+x\"\r\n"));
    const QJsonArray json = QJsonDocument::fromJson(jsonOf(table)).array();
    QCOMPARE(json[0].toObject()["value"].toDouble(), -2.5);
    QCOMPARE(json[0].toObject()["name"].toString(), QString("=1+1"));
}

void tst_ExportView::theTableOfAViewIsWritten()
{
    Lab lab;
    QVERIFY(!lab.window.commands().find("export-table-csv")->isPossible());
    lab.window.views().go(View::compare);
    QTRY_VERIFY_WITH_TIMEOUT(lab.window.settled(), 60'000);
    const QByteArray csv = lab.exported("export-table-csv", "comparison.csv");
    QCOMPARE(csv.count('\n'), qsizetype(11));
    QVERIFY(csv.count(',') > 11);
    const QJsonArray rows =
        QJsonDocument::fromJson(lab.exported("export-table-json", "comparison.json")).array();
    QCOMPARE(rows.size(), 10);
    const QStringList cells = QString::fromUtf8(csv).section("\r\n", 1, 1).split(u',');
    QVERIFY(cells.contains("1000"));  // without prevention every request asks the database
}

void tst_ExportView::aQuestionGivesNothingAway()
{
    Lab lab;
    lab.session.setMasked(true);
    for (const char* id :
         {"export-requests", "export-metrics-json", "export-trace", "export-events", "export-metrics-csv"})
        QVERIFY2(!lab.window.commands().find(id)->isPossible(), id);
    const QByteArray svg = pictureBytes({lab.track("Database"), PictureFormat::svg, 1, {}, {}});
    QVERIFY(svg.contains("hidden until you have predicted"));
    QVERIFY(!svg.contains("ghost"));
}

void tst_ExportView::whatCannotBeWrittenIsSaid()
{
    Lab lab;
    lab.toSave = lab.folder.filePath("no/such/folder/trace.json");
    QSignalSpy finished(&lab.window.exports(), &ExportCommands::finished);
    QVERIFY(lab.window.commands().run("export-trace"));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished[0][1].toBool());
    QVERIFY(Toast::said(&lab.window).contains("cannot be written"));
}

STAMPEDE_TESTS(tst_ExportView, a_window)
#include "tst_export_view.moc"
