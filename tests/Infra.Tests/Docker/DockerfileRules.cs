using System.Globalization;
using System.Text.RegularExpressions;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.Docker;

/// <summary>What every image must be.</summary>
internal static partial class DockerfileRules
{
    public static IReadOnlyList<string> Check(string text)
    {
        var file = Dockerfile.Parse(text);
        return [.. Build(file), .. Image(file.Final), .. Program(file)];
    }

    private static IEnumerable<string> Build(Dockerfile file)
    {
        foreach (var image in file.Stages.Select(stage => stage.Base).Where(image => !Images.IsPinned(image)))
        {
            yield return $"image {image} of no release";
        }

        var instructions = file.Stages.SelectMany(stage => stage.Instructions).ToArray();
        if (instructions.Any(each => each.Keyword == "ADD"))
        {
            yield return "ADD, which also fetches and unpacks: say COPY";
        }

        foreach (var path in instructions.Where(each => each.Keyword == "COPY").SelectMany(Sources))
        {
            var full = Path.Combine(Repository.Root, path);
            if (!File.Exists(full) && !Directory.Exists(full))
            {
                yield return $"COPY {path}: is not there";
            }
            else if (!Repository.Lines(".dockerignore").Any(line => Admits(line, path)))
            {
                yield return $"COPY {path}: .dockerignore keeps it out";
            }
        }
    }

    private static IEnumerable<string> Image(Stage image)
    {
        if (image.Of("USER").LastOrDefault()?.Text is not { } user || !User().IsMatch(user))
        {
            yield return "no user by number, other than root";
        }

        if (image.Of("RUN").Any())
        {
            yield return "RUN in an image without a shell";
        }

        if (image.Of("ENTRYPOINT").LastOrDefault()?.Exec is null)
        {
            yield return "no entry point in exec form";
        }

        if (image.Of("HEALTHCHECK").LastOrDefault()?.Exec is not [.., "--check-health"])
        {
            yield return "no health check that the image can carry out";
        }

        foreach (var finding in Settings.Read(image.Environment, hasSecrets: true).Findings)
        {
            yield return finding;
        }

        if (!image.Environment.Any(variable => variable is { Key: "DOTNET_EnableDiagnostics", Value: "0" }))
        {
            yield return "the runtime makes a socket below /tmp, which is read-only";
        }
    }

    private static IEnumerable<string> Program(Dockerfile file)
    {
        var steps = file.Stages.SelectMany(stage => stage.Of("RUN")).Select(each => Published().Match(each.Text));
        var project = steps.FirstOrDefault(match => match.Success)?.Groups[1].Value ?? "nothing";
        foreach (var keyword in new[] { "ENTRYPOINT", "HEALTHCHECK" })
        {
            if (file.Final.Of(keyword).LastOrDefault()?.Exec is not ["dotnet", var program, ..]
                || program != $"EventPlatform.{project}.dll")
            {
                yield return $"{keyword} does not start what was published, {project}";
            }
        }

        var options = Settings.Read(file.Final.Environment, hasSecrets: true).Options;
        var told = file.Final.Of("EXPOSE").SelectMany(each => each.Text.Split(' ')).ToArray();
        var listeners = Listener.All.Where(each => each.IsOn(options.Listeners)).Select(each => each.Port(options.Listeners));
        int[] silo = [options.Cluster.SiloPort, options.Cluster.GatewayPort, options.Listeners.Management];
        foreach (var port in project == "Silo" ? silo : listeners)
        {
            if (!told.Contains(port.ToString(CultureInfo.InvariantCulture)))
            {
                yield return $"EXPOSE lacks {port}";
            }
        }
    }

    /// <summary>Paths of the repository that a COPY takes.</summary>
    private static IEnumerable<string> Sources(Instruction copy)
    {
        var words = copy.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Any(word => word.StartsWith("--from", StringComparison.Ordinal)) ? [] : words[..^1].Select(word => word.TrimEnd('/'));
    }

    /// <summary>Whether a line of .dockerignore lets a path in, or something below it.</summary>
    private static bool Admits(string line, string path) =>
        line.StartsWith('!')
        && (line[1..] == path
            || path.StartsWith(line[1..] + "/", StringComparison.Ordinal)
            || line[1..].StartsWith(path + "/", StringComparison.Ordinal));

    [GeneratedRegex(@"^[1-9]\d*(:[1-9]\d*)?\z")]
    private static partial Regex User();

    [GeneratedRegex(@"dotnet publish src/(\w+) -c Release ")]
    private static partial Regex Published();
}
