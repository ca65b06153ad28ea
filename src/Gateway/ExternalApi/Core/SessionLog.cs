using System.Text;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Gelf;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>
/// <c>session/log</c>: a structured log entry of this process, and a GELF message where that is configured. Ok whatever becomes of it.
/// </summary>
internal sealed partial class SessionLog(GelfSender gelf, ILogger<SessionLog> logger) : ApiCommand("session", "log", Fields)
{
    private const int LevelMin = 1;
    private const int LevelMax = 7;

    private static readonly CommandSyntax Fields = new(
        new CommandField("source", FieldKind.Text, IsMandatory: true),
        new CommandField("message", FieldKind.Text, IsMandatory: true),
        new CommandField("level", FieldKind.Integer) { Min = LevelMin, Max = LevelMax },
        new CommandField("full_message", FieldKind.Text),
        new CommandField("meta", FieldKind.Object) { Rule = (envelope, meta) => GelfMeta.IsValid(envelope.Raw(meta)) });

    public override ValueTask<Answer> Run(CommandCall call)
    {
        var entry = new LogEntry
        {
            Source = call.Text("source"u8)!,
            Message = call.Text("message"u8)!,
            FullMessage = call.Text("full_message"u8),
            Level = (int)(call.Integer("level"u8) ?? LevelMin),
            Meta = call.Object("meta"u8).ToArray(),
            User = call.Caller.User,
            SessionId = call.Caller.SessionId,
            Service = call.Caller.Service,
            Time = call.Services.Time.GetUtcNow(),
        };
        Write(entry);
        gelf.TrySend(entry);
        return new(Answer.Ok);
    }

    private void Write(LogEntry entry)
    {
        var level = LogLevelOf(entry.Level);
        if (logger.IsEnabled(level))
        {
            var (source, text, fullText) = (LogText.Of(entry.Source), LogText.Of(entry.Message), LogText.Of(entry.FullMessage ?? ""));
            var meta = LogText.Of(Encoding.UTF8.GetString(entry.Meta.Span));
            var (user, sessionId) = (LogText.Of(entry.User), LogText.Of(entry.SessionId ?? ""));
            LogEntryOfClient(level, source, text, fullText, meta, user, sessionId, entry.Service, entry.Level);
        }
    }

    /// <summary>Syslog's levels (RFC 5424, 6.2.1) in those of .NET.</summary>
    private static LogLevel LogLevelOf(int level) => level switch
    {
        1 or 2 => LogLevel.Critical,
        3 => LogLevel.Error,
        4 => LogLevel.Warning,
        5 or 6 => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    [LoggerMessage("{Source}: {Text} {FullText} {Meta} (user {User}, session {SessionId}, service {Service}, level {SyslogLevel})")]
    private partial void LogEntryOfClient(
        LogLevel level,
        string source,
        string text,
        string fullText,
        string meta,
        string user,
        string sessionId,
        string service,
        int syslogLevel);
}
