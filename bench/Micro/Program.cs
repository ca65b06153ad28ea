using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Running;
using EventPlatform.Bench.Micro;

// 0: all that was asked for was measured. 1: something was not.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .WithOptions(ConfigOptions.JoinSummary)
    .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
    .HideColumns(Column.Namespace)
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));

// In this process: a program of its own for each benchmark would have to be made of the whole solution first, and takes minutes.
string[] arguments = [.. args, "--inProcess"];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(SampleEvent).Assembly).Run(arguments, config).ToArray();
var isMeasured = summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
return isMeasured ? 0 : 1;
