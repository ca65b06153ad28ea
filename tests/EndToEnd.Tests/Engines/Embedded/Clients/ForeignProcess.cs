using System.Diagnostics;
using System.Text;

namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>A <see cref="ForeignTool"/> that runs: it is written to and read from by lines.</summary>
internal sealed class ForeignProcess : IAsyncDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(60);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Process _process;
    private readonly Task<string> _errors;

    internal ForeignProcess(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = ForeignTool.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        };
        _process = Process.Start(start)!;
        _process.StandardInput.AutoFlush = true;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Writes text as it is.</summary>
    internal Task Write(string text) => Limited(_process.StandardInput.WriteAsync(text));

    /// <summary>Ends its standard input.</summary>
    internal void EndInput() => _process.StandardInput.Close();

    /// <summary>The next line of its standard output; null: that has ended.</summary>
    internal Task<string?> ReadLine() => Limited(_process.StandardOutput.ReadLineAsync());

    /// <summary>The rest of its standard output, which ends with the program.</summary>
    internal Task<string> ReadRest() => Limited(_process.StandardOutput.ReadToEndAsync());

    /// <summary>Waits for its end; what it has written to standard error.</summary>
    internal async Task<string> Errors()
    {
        await Limited(_process.WaitForExitAsync());
        return await _errors;
    }

    /// <summary>Waits for its end.</summary>
    internal async Task<int> ExitCode()
    {
        await Limited(_process.WaitForExitAsync());
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        if (await _errors is { Length: > 0 } errors)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(errors);
        }

        _process.Dispose();
    }

    private static Task Limited(Task task) => task.WaitAsync(AnswerWithin, TestContext.Current.CancellationToken);

    private static Task<T> Limited<T>(Task<T> task) => task.WaitAsync(AnswerWithin, TestContext.Current.CancellationToken);
}
