#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include "tests/support/paths.h"

namespace stampede {

/// What a run of the real program came to.
struct Ran {
    int status = -1;  ///< -1: it did not end by itself
    QString out, err;

    QStringList lines() const { return out.split('\n', Qt::SkipEmptyParts); }
    /// The output as one line of JSON.
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

/// Runs `stampede` with these arguments, in `folder` if it is not empty.
inline Ran stampede_program(const QStringList& arguments, const QString& folder = {})
{
    QProcess process;
    if (!folder.isEmpty()) process.setWorkingDirectory(folder);
    process.start(QString::fromUtf8(test::stampede_program()), arguments);
    const bool ended = process.waitForFinished(120000) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

}  // namespace stampede
