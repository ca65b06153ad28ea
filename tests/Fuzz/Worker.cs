using System.Collections.Immutable;
using System.Net.Sockets;
using EventPlatform.Fuzz.Net;
using EventPlatform.Fuzz.Scenarios;
using EventPlatform.Testing;

namespace EventPlatform.Fuzz;

/// <summary>
/// Does one scenario after the other. Each iteration has random numbers of its own from the seed, the worker's number and its own: it can
/// be done again alone, as far as the order in which sockets answer allows.
/// </summary>
internal sealed class Worker(int number, FuzzOptions options, Ports ports, Counts counts, Findings findings, QuietGate gate)
{
    private static readonly ImmutableArray<IScenario> All =
    [
        new FrameScenario(), new SessionScenario(isLine: false), new SessionScenario(isLine: true), new HandshakeScenario(),
        new RpcScenario(), new RestScenario(), new FeedScenario(), new StatusScenario(), new RoughScenario(), new SlowReaderScenario(),
    ];

    private readonly ImmutableArray<IScenario> _scenarios =
        [.. All.Where(scenario => options.Only.IsEmpty || options.Only.Contains(scenario.Name))];

    /// <summary>What it has sent last.</summary>
    public Journal Journal { get; } = new();

    /// <summary>The names of all scenarios.</summary>
    public static IEnumerable<string> Names => All.Select(scenario => scenario.Name);

    /// <summary>Works until it is over.</summary>
    public async Task Run(Func<bool> isOver, CancellationToken cancellationToken)
    {
        for (var iteration = 0; !isOver() && !cancellationToken.IsCancellationRequested; iteration++)
        {
            await gate.Enter();
            try
            {
                await RunOne(iteration, cancellationToken);
            }
            finally
            {
                gate.Leave();
            }
        }
    }

    /// <summary>Does one iteration.</summary>
    public async Task RunOne(int iteration, CancellationToken cancellationToken)
    {
        var random = new Random(HashOf(options.Seed, number, iteration));
        var context = new FuzzContext(random, $"{number}-{iteration}", ports, options, Journal, counts, cancellationToken);
        var scenario = Pick(random);
        Journal.Add($"-- {scenario.Name} {iteration}");
        counts.Add($"scenario {scenario.Name}");
        try
        {
            if (await scenario.Run(context) is { } wrong)
            {
                Add(scenario, iteration, wrong);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run was ended.
        }
        catch (TimeoutException)
        {
            Add(scenario, iteration, $"no answer within {FuzzContext.Patience.TotalSeconds} s");
        }
        catch (SocketException exception)
        {
            Add(scenario, iteration, $"the gateway cannot be reached: {exception.Message}");
        }
        catch (Exception exception)
        {
            // A gateway that answers otherwise than anybody thought, or a fault of this program: a finding either way.
            Add(scenario, iteration, exception.ToString());
        }
    }

    private void Add(IScenario scenario, int iteration, string wrong) => findings.Add(
        $"{scenario.Name}, {wrong}",
        () => $"  again with --seed {options.Seed} --worker {number} --iteration {iteration}; last inputs:\n{Journal}");

    private IScenario Pick(Random random)
    {
        var chosen = random.Next(_scenarios.Sum(scenario => scenario.Weight));
        foreach (var scenario in _scenarios)
        {
            chosen -= scenario.Weight;
            if (chosen < 0)
            {
                return scenario;
            }
        }

        throw new InvalidOperationException("There is no scenario.");
    }

    /// <summary>The same in every process, unlike <see cref="HashCode"/>.</summary>
    private static int HashOf(int seed, int worker, int iteration)
    {
        unchecked
        {
            var hash = (uint)seed;
            foreach (var value in (int[])[worker, iteration])
            {
                hash = (hash ^ (uint)value) * 0x9E37_79B1;
                hash ^= hash >> 15;
            }

            return (int)hash;
        }
    }
}
