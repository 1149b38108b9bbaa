#include <QtTest>

#include <QTemporaryDir>

#include "core/recording/output_file.h"
#include "core/runtime/input_error.h"
#include "core/runtime/input_file.h"
#include "tests/support/run_tests.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

using namespace stampede;

/// Files are written whole or not at all, and nothing but what was named is touched.
class tst_OutputFile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    int folders_ = 0;

    std::string fresh_folder()
    {
        const QString name = folder_.filePath(QString::number(++folders_));
        QDir().mkpath(name);
        return name.toStdString();
    }
    static QStringList names(const std::string& folder)
    {
        return QDir(QString::fromStdString(folder))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
    static void make(const std::string& path, const std::string& text)
    {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.data(), static_cast<qint64>(text.size()));
    }
    static std::string text_of(const std::string& path)
    {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "cannot be read";
    }
    static std::string write(const std::string& path, const std::string& text)
    {
        try {
            OutputFile out(path);
            out.write(text);
            out.commit();
            return "written";
        } catch (const InputError& e) {
            return e.what();
        }
    }

private slots:
    void aFileIsReplacedAndKeepsItsPermissions()
    {
        const std::string in = fresh_folder(), file = in + "/out";
        make(file, "old");
        ::chmod(file.c_str(), 0640);
        QCOMPARE(write(file, "new"), std::string("written"));
        QCOMPARE(text_of(file), std::string("new"));
        struct stat about {};
        ::stat(file.c_str(), &about);
        QCOMPARE(about.st_mode & 0777u, 0640u);
        QCOMPARE(names(in), QStringList{"out"});
    }

    void filesOfSimilarNamesAreLeftAlone()
    {
        const std::string in = fresh_folder();
        make(in + "/out.part", "mine");
        make(in + "/precious", "dear");
        ::symlink((in + "/precious").c_str(), (in + "/out.tmp").c_str());
        QCOMPARE(write(in + "/out", "new"), std::string("written"));
        QCOMPARE(text_of(in + "/out.part"), std::string("mine"));
        QCOMPARE(text_of(in + "/precious"), std::string("dear"));
        QCOMPARE(names(in), (QStringList{"out", "out.part", "out.tmp", "precious"}));
    }

    void aLinkStaysALink()
    {
        const std::string in = fresh_folder();
        make(in + "/target", "old");
        ::symlink("target", (in + "/link").c_str());
        QCOMPARE(write(in + "/link", "new"), std::string("written"));
        QVERIFY(QFileInfo(QString::fromStdString(in + "/link")).isSymLink());
        QCOMPARE(text_of(in + "/target"), std::string("new"));
        ::symlink("nowhere", (in + "/dangling").c_str());
        QVERIFY(write(in + "/dangling", "new").find("leads nowhere") != std::string::npos);
        ::symlink("loop", (in + "/loop").c_str());
        QVERIFY(write(in + "/loop", "new").find("cannot be written") != std::string::npos);
        QCOMPARE(names(in), (QStringList{"dangling", "link", "loop", "target"}));
    }

    void devicesAreWrittenIntoAndFullOnesAreToldOf()
    {
        const std::string in = fresh_folder();
        QCOMPARE(write("/dev/null", "x"), std::string("written"));
        QVERIFY(write("/dev/full", "x").find("No space left") != std::string::npos);
        ::symlink("/dev/full", (in + "/full").c_str());
        QVERIFY(write(in + "/full", std::string(1 << 20, 'x')).find("No space left") != std::string::npos);
        struct stat about {};
        QVERIFY(::stat("/dev/full", &about) == 0 && S_ISCHR(about.st_mode));
        QCOMPARE(names(in), QStringList{"full"});
    }

    void aPipeIsWrittenIntoIfSomebodyReadsIt()
    {
        const std::string in = fresh_folder(), pipe = in + "/pipe";
        ::mkfifo(pipe.c_str(), 0600);
        QVERIFY(write(pipe, "x").find("nobody reads from it") != std::string::npos);
        std::string read;
        std::thread reader([&] { read = InputFile(pipe, "a pipe").read(100); });
        QCOMPARE(write(pipe, "through"), std::string("written"));
        reader.join();
        QCOMPARE(read, std::string("through"));
        struct stat about {};
        QVERIFY(::lstat(pipe.c_str(), &about) == 0 && S_ISFIFO(about.st_mode));
    }

    void whatIsNotCommittedLeavesNothing()
    {
        const std::string in = fresh_folder();
        make(in + "/out", "old");
        {
            OutputFile out(in + "/out");
            out.write(std::string(1 << 20, 'x'));
        }
        QCOMPARE(text_of(in + "/out"), std::string("old"));
        QVERIFY(write(in, "x").find("it is a folder") != std::string::npos);
        QVERIFY(write(in + "/no/such", "x").find("No such file") != std::string::npos);
        QCOMPARE(names(in), QStringList{"out"});
    }

    void whatCannotBeReadIsRefusedAtOnce_data()
    {
        QTest::addColumn<QString>("why");
        QTest::newRow("folder") << "is a directory";
        QTest::newRow("pipe") << "a pipe that nobody writes to";
        QTest::newRow("loop") << "symbolic links";
        QTest::newRow("nothing") << "No such file";
        QTest::newRow("/dev/zero") << "is no regular file";
        QTest::newRow("/dev/full") << "is no regular file";
    }
    void whatCannotBeReadIsRefusedAtOnce()
    {
        QFETCH(QString, why);
        const std::string in = fresh_folder(), name = QTest::currentDataTag();
        const std::string path = name.starts_with('/') ? name : in + "/" + name;
        if (name == "folder") QDir().mkpath(QString::fromStdString(path));
        if (name == "pipe") ::mkfifo(path.c_str(), 0600);
        if (name == "loop") ::symlink("loop", path.c_str());
        try {
            (void)InputFile(path, "a file").read(100);
            QFAIL("it was read");
        } catch (const InputError& e) {
            QVERIFY2(QString(e.what()).contains(why), e.what());
            QVERIFY(QString(e.what()).endsWith("; a file"));
        }
    }
};

STAMPEDE_TESTS(tst_OutputFile, nothing)
#include "tst_output_file.moc"
