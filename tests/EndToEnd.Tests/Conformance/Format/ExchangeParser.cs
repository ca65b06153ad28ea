namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>
/// Reads exchange files: text at the margin is for people, lines set in by four spaces are steps or, before the first step, options;
/// deeper ones go on with the line above. What is set in and understood by nobody is an error, never taken for prose.
/// </summary>
internal sealed class ExchangeParser
{
    private const string Indent = "    ";
    private readonly string _file;
    private readonly List<Scenario> _scenarios = [];
    private readonly List<Step> _steps = [];
    private ScenarioOptions _forFile = ScenarioOptions.Default;
    private ScenarioOptions _forScenario = ScenarioOptions.Default;
    private string? _title;
    private (string Name, int Line)? _open;

    private ExchangeParser(string file) => _file = file;

    /// <exception cref="FormatException">Names file and line.</exception>
    internal static ExchangeFile Parse(string name, string text) => new ExchangeParser(name).All(text);

    private ExchangeFile All(string text)
    {
        foreach (var (number, line) in Lines(text))
        {
            try
            {
                Take(number, line);
            }
            catch (FormatException exception)
            {
                throw new FormatException($"{_file}:{number}: {exception.Message}", exception);
            }
        }

        EndScenario();
        return _title is null ? throw new FormatException($"{_file}:1: no title") : new ExchangeFile(_file, _title, [.. _scenarios]);
    }

    /// <summary>Lines with their numbers, those that go on put together.</summary>
    private static IEnumerable<(int Number, string Line)> Lines(string text)
    {
        (int Number, string Line)? above = null;
        foreach (var (index, line) in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Index())
        {
            if (line.StartsWith(Indent + Indent, StringComparison.Ordinal) && above is { } first)
            {
                above = (first.Number, first.Line + line.Trim());
                continue;
            }

            if (above is { } whole)
            {
                yield return whole;
            }

            above = (index + 1, line);
        }

        yield return above!.Value;
    }

    private void Take(int number, string line)
    {
        if (line.StartsWith(Indent, StringComparison.Ordinal) && line.Trim().Length > 0)
        {
            TakeIndented(number, line[Indent.Length..]);
        }
        else if (line.StartsWith("## ", StringComparison.Ordinal))
        {
            EndScenario();
            _open = (line[3..].Trim(), number);
            _forScenario = _forFile;
        }
        else if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            _title = _title is null && _open is null ? line[2..].Trim() : throw new FormatException("a second title");
        }
        else if (line.StartsWith(' ') || line.StartsWith('\t') || StepParser.LooksLikeStep(line))
        {
            throw new FormatException("a step is set in by four spaces, prose by none");
        }
    }

    private void TakeIndented(int number, string line)
    {
        var isForFile = _open is null;
        if (OptionParser.TryParse(line, isForFile ? _forFile : _forScenario) is { } options)
        {
            _ = _steps.Count == 0 ? true : throw new FormatException("options stand before the steps");
            _forFile = isForFile ? options : _forFile;
            _forScenario = isForFile ? _forScenario : options;
            return;
        }

        _steps.Add(isForFile ? throw new FormatException("a step before the first scenario") : StepParser.Parse(number, line));
    }

    private void EndScenario()
    {
        if (_open is not { } open)
        {
            return;
        }

        if (_steps.Count == 0 || _scenarios.Exists(scenario => scenario.Name == open.Name))
        {
            throw new FormatException($"{_file}:{open.Line}: '{open.Name}' {(_steps.Count == 0 ? "has no steps" : "stands twice")}");
        }

        _scenarios.Add(new Scenario(open.Name, open.Line, _forScenario, [.. _steps]));
        _steps.Clear();
        _open = null;
    }
}
