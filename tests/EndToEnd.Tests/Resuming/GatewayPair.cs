using EventPlatform.Gateway.Hosting;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>Two gateways over the same grains; the second one ends and starts anew.</summary>
internal sealed class GatewayPair
{
    private readonly Platform _platform;
    private readonly string[] _arguments;
    private readonly GatewayRun[] _runs = [new(1, Ports.Free()), new(2, Ports.Free())];
    private GatewayHost? _second;

    private GatewayPair(Platform platform, string[] arguments) => (_platform, _arguments) = (platform, arguments);

    /// <summary>It runs all the time.</summary>
    internal GatewayRun First => Of(0);

    /// <summary>How often the second one was started again.</summary>
    internal int Restarts { get; private set; }

    internal static async Task<GatewayPair> Start(Platform platform, params string[] arguments)
    {
        var pair = new GatewayPair(platform, arguments);
        await pair.Add(0);
        pair._second = await pair.Add(1);
        return pair;
    }

    /// <summary>The gateway that is at a place now, 0 or 1.</summary>
    internal GatewayRun Of(int place) => Volatile.Read(ref _runs[place]);

    /// <summary>The second one ends in order, and another one starts at its ports.</summary>
    internal async Task Restart()
    {
        var run = Of(1);
        run.BeginEnding();
        await _platform.End(_second!);
        Volatile.Write(ref _runs[1], new GatewayRun(run.Number + 1, run.Ports));
        _second = await Add(1);
        Restarts++;
    }

    private async Task<GatewayHost> Add(int place)
    {
        var run = Of(place);
        var (host, _) = await _platform.AddGateway(run.Ports, _arguments);
        run.BecomeReady();
        return host;
    }
}
