using System.Globalization;
using System.Net.Sockets;
using EventPlatform.Testing.Clients;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>Sets statuses and notes of extensions of its own at the Status interface, twenty times a second.</summary>
internal sealed class StatusSetter(string name, GatewayNode gateway, IReadOnlyList<string> extensions, Random random, LoadContext context)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);
    private int _sets;

    /// <summary>Until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var client = await LineClient.Connect(gateway.Ports.Status, AnswerLimit);
                await SetAll(client, cancellationToken);
            }
            catch (Exception exception) when (
                !cancellationToken.IsCancellationRequested && (exception is SocketException || ApiClient.IsLost(exception)))
            {
                context.Answers.Count($"status connection {exception.GetType().Name}", TimeSpan.Zero);
            }

            await Clock.Pass(RetryAfter, cancellationToken);
        }
    }

    private async Task SetAll(LineClient client, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            await context.Setting.Enter();
            try
            {
                await Set(client);
            }
            finally
            {
                context.Setting.Leave();
            }
        }
    }

    private async Task Set(LineClient client)
    {
        var number = extensions[random.Next(extensions.Count)];
        var isNote = random.Next(2) == 0;
        var field = isNote ? "note" : "status";
        var value = isNote
            ? string.Create(CultureInfo.InvariantCulture, $"{name} {++_sets}")
            : SeedFiles.Statuses[random.Next(SeedFiles.Statuses.Count)];
        context.Ledger.Sent($"{field} {number}", value, isNote ? "" : SeedFiles.Statuses[0]);
        var asked = Clock.Now;
        await client.Send($"set_extension_{field}@#{SeedFiles.Location}@#{SeedFiles.Tenant}@#{number}@#{value}");
        var reply = await Reply(client);
        if (reply.Length == 0)
        {
            context.Ledger.Answered($"{field} {number}", value);
            context.Answers.Count("set ok", Clock.Since(asked));
            return;
        }

        context.Answers.Count("set error", Clock.Since(asked));
        if (!reply.StartsWith("Error: Internal error ", StringComparison.Ordinal))
        {
            context.Findings.Add(name, $"a set was answered '{reply}'");
        }
    }

    /// <summary>Passes over the events, which every connection gets.</summary>
    private static async Task<string> Reply(LineClient client)
    {
        while (true)
        {
            var line = await client.ReadLine() ?? throw new IOException("The gateway has ended the connection.");
            if (!line.Contains("Event@#", StringComparison.Ordinal))
            {
                return line;
            }
        }
    }
}
