using System.Collections.Concurrent;
using EventPlatform.Gateway.ExternalApi.Gelf;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILogger<GelfSender>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string[] All => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
