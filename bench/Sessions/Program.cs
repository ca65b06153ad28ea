using System.Runtime.InteropServices;
using EventPlatform.Bench.Sessions;
using EventPlatform.Bench.Sessions.Churn;
using EventPlatform.Bench.Sessions.Events;
using EventPlatform.Bench.Sessions.FanOut;
using EventPlatform.Bench.Sessions.Feed;
using EventPlatform.Bench.Sessions.Flood;
using EventPlatform.Bench.Sessions.Held;
using EventPlatform.Bench.Sessions.Idle;
using EventPlatform.Bench.Sessions.Logins;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;
using EventPlatform.Bench.Sessions.PubOnly;
using EventPlatform.Bench.Sessions.Rest;
using EventPlatform.Bench.Sessions.Rpc;
using EventPlatform.Bench.Sessions.Sets;
using EventPlatform.Bench.Sessions.Slow;
using EventPlatform.Bench.Sessions.Topics;

// 0: measured, and every answer was right. 1: something was wrong. 2: it could not be measured.
const int Right = 0;
const int Wrong = 1;
const int NotMeasured = 2;

// By itself the runtime ends at a signal without ProcessExit, at which the started gateway ends and its settings go.
Action<PosixSignalContext> end = _ => Environment.Exit(NotMeasured);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, end);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, end);

var faultCount = 0;
try
{
    var options = BenchOptions.Read(args);
    OpenFiles.Limit(options.OpenFiles);
    var reports = new List<Report>();
    for (var run = 0; run < options.Runs; run++)
    {
        var faults = new Faults(Console.Error);
        try
        {
            var random = new Random(options.Seed + run);
            reports.Add(options.Mode switch
            {
                BenchMode.Logins => LoginsBench.Run(options, faults, random),
                BenchMode.Sessions => new SessionsBench(options, faults, random).Run(),
                BenchMode.Flood => new FloodBench(options, faults, random).Run(),
                BenchMode.Sets => SetsBench.Run(options, faults),
                BenchMode.Feed => FeedBench.Run(options, faults, random),
                BenchMode.Rest => RestBench.Run(options, faults, random),
                BenchMode.FanOut => FanOutBench.Run(options, faults, random),
                BenchMode.Topics => TopicsBench.Run(options, faults, random),
                BenchMode.PubOnly => PubOnlyBench.Run(options, faults, random),
                BenchMode.Idle => new IdleBench(options, faults, random).Run(),
                BenchMode.Churn => new ChurnBench(options, faults, random).Run(),
                BenchMode.Slow => new SlowBench(options, faults, random).Run(),
                _ => RpcBench.Run(options, faults, random),
            });
        }
        finally
        {
            faultCount += faults.Count;
        }
    }

    var results = new Results(reports);
    results.Write(Console.Out);
    Action<Results, TextWriter> summarize = options.Mode switch
    {
        BenchMode.Logins => LoginsBench.Summarize,
        BenchMode.Sessions => SessionsSummary.Write,
        BenchMode.Flood => FloodSummary.Write,
        BenchMode.Sets => SetsBench.Summarize,
        BenchMode.Feed => FeedBench.Summarize,
        BenchMode.Rest => RestBench.Summarize,
        BenchMode.FanOut or BenchMode.Topics or BenchMode.PubOnly => EventsBench.Summarize,
        BenchMode.Idle => IdleBench.Summarize,
        BenchMode.Churn => ChurnBench.Summarize,
        BenchMode.Slow => SlowBench.Summarize,
        _ => RpcBench.Summarize,
    };
    summarize(results, Console.Out);

    Doubts.Write(results, options, faultCount, Console.Out);
    return faultCount == 0 ? Right : Wrong;
}
catch (BenchException exception)
{
    Console.Error.WriteLine(exception.Message);
    return faultCount > 0 ? Wrong : NotMeasured;
}
