using System.Globalization;
using System.Net.Sockets;
using EventPlatform.Testing.Clients;
using EventPlatform.Testing.Processes;

namespace EventPlatform.Drills.Load;

/// <summary>
/// Clients that go on changing at two doors: notes of extensions, which are a row each, and accounts, of which each change is one of
/// several participants. Connections that are lost are made again; what was refused, or answered as unknown, is sent anew.
/// </summary>
internal sealed class Writers(GatewayNode gateway, AnswerBook book) : IAsyncDisposable
{
    private const string Users = "config/core/getByName/default/users";
    private const int AccountsEach = 3;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AnswersLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _end = new();
    private Task _all = Task.CompletedTask;
    private bool _isEnded;

    public Writers Start()
    {
        _all = Task.WhenAll(
        [
            .. SeedFiles.Extensions.Chunk(25).Select(extensions => Repeat(() => SetNotes(extensions))),
            .. Enumerable.Range(0, 2).Select(client => Repeat(() => ChangeAccounts(client))),
        ]);
        return this;
    }

    /// <summary>Waits until so many more have been answered.</summary>
    /// <exception cref="BrokenPromiseException">They were not in a minute.</exception>
    public async Task Answered(int count, CancellationToken cancellationToken)
    {
        var target = book.Answers + count;
        await Clock.Until(() => book.Answers >= target || _all.IsCompleted, AnswersLimit, cancellationToken);
        DrillContext.Promise(
            book.Answers >= target,
            $"{target - book.Answers} of {count} answers did not come in a minute; {_all.Exception?.InnerException}");
    }

    /// <summary>Ends them; once more does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        await _end.CancelAsync();
        await _all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task Repeat(Func<Task> client)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await client();
            }
            catch (Exception exception) when (exception is SocketException or IOException or InvalidDataException or TimeoutException
                or HttpRequestException or TaskCanceledException or OperationCanceledException)
            {
                // The gateway is away: it was killed or is restarted.
                await Clock.Pass(RetryAfter, CancellationToken.None);
            }
        }
    }

    private async Task SetNotes(string[] extensions)
    {
        using var client = await LineClient.Connect(gateway.Ports.Status);
        using var pace = new PeriodicTimer(Pace);
        for (var number = 0; await pace.WaitForNextTickAsync(_end.Token); number++)
        {
            var extension = extensions[number % extensions.Length];
            var value = Unique();
            book.Sent($"note {extension}", value);
            await client.Send($"set_extension_note@#{SeedFiles.Location}@#{SeedFiles.Tenant}@#{extension}@#{value}");
            if (await IsDone(client))
            {
                book.Answered($"note {extension}");
            }
        }
    }

    /// <summary>Passes over the events, which every connection gets.</summary>
    private static async Task<bool> IsDone(LineClient client)
    {
        while (true)
        {
            var line = await client.ReadLine() ?? throw new IOException("The gateway has ended the connection.");
            if (!line.Contains("Event@#", StringComparison.Ordinal))
            {
                return line.Length == 0;
            }
        }
    }

    private async Task ChangeAccounts(int client)
    {
        using var rest = new RestClient(gateway.Http);
        using var pace = new PeriodicTimer(Pace);
        for (var number = 0; await pace.WaitForNextTickAsync(_end.Token); number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"account{client}-{number % AccountsEach}");
            var value = Unique();
            var body = $$"""{"username":"{{name}}","displayName":"{{value}}"}""";
            book.Sent($"account {name}", value);
            var isDone = await IsDone(rest, HttpMethod.Put, $"{Users}/getByName/{name}", body)
                || await IsDone(rest, HttpMethod.Post, Users, body);
            if (isDone)
            {
                book.Answered($"account {name}");
            }
        }
    }

    private static async Task<bool> IsDone(RestClient rest, HttpMethod method, string path, string body)
    {
        using var response = await rest.Send(method, path, body);
        return response.IsSuccessStatusCode;
    }

    private static int _count;

    private static string Unique() => string.Create(CultureInfo.InvariantCulture, $"value {Interlocked.Increment(ref _count)}");
}
