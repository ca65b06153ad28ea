using System.Globalization;
using System.Net.WebSockets;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>A client of the External API that logs in again, under another session id, whenever its connection ends.</summary>
internal abstract class ApiClient(string name, string user, GatewayNode gateway, LoadContext context)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);
    private int _lives;

    public string Name => name;

    public GatewayNode Gateway => gateway;

    /// <summary>Whether it is logged in and has done what it does first.</summary>
    public bool IsReady { get; private set; }

    protected LoadContext Context => context;

    /// <summary>Until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Live(cancellationToken);
            }
            catch (Exception exception) when (IsLost(exception) && !cancellationToken.IsCancellationRequested)
            {
                context.Answers.Count($"connection {exception.GetType().Name}", TimeSpan.Zero);
            }

            await Clock.Pass(RetryAfter, cancellationToken);
        }
    }

    /// <summary>
    /// Whether it tells of a connection that is gone or does not answer: a socket that is sent to says so by being cancelled.
    /// </summary>
    internal static bool IsLost(Exception exception) => exception
        is IOException or WebSocketException or TimeoutException or InvalidOperationException or OperationCanceledException;

    /// <summary>After each login.</summary>
    protected abstract Task Begin(ApiSession session, CancellationToken cancellationToken);

    /// <summary>Until the session ends.</summary>
    protected virtual Task Work(ApiSession session, CancellationToken cancellationToken) => session.Ended.WaitAsync(cancellationToken);

    /// <summary>After each session.</summary>
    protected virtual void End(ApiSession session)
    {
    }

    private async Task Live(CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{++_lives}");
        await using var session = await ApiSession.Connect(gateway.ExternalApi, id);
        var asked = Clock.Now;
        var code = await session.Login(user, SeedFiles.Password);
        context.Answers.CountCode("login", code, Clock.Since(asked), context.Findings, name);
        if (code != 0)
        {
            return;
        }

        context.Clients.Opened(id, gateway);
        try
        {
            await Begin(session, cancellationToken);
            IsReady = true;
            await Work(session, cancellationToken);
            await session.Ended.WaitAsync(cancellationToken);
        }
        finally
        {
            IsReady = false;
            End(session);
            if (!cancellationToken.IsCancellationRequested)
            {
                context.Clients.Ended(id, gateway, session.CloseStatus);
            }
        }
    }
}
