using System.Globalization;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Silo;
using DataOptions = EventPlatform.Gateway.Configuration.DataOptions;

namespace EventPlatform.Gateway.Hosting;

/// <summary><c>--backup FILE</c> and <c>--restore FILE</c>: from and to the store of <c>Data:Path</c>.</summary>
internal static class StoreCommand
{
    private const string PathKey = $"{DataOptions.Section}:{nameof(DataOptions.Path)}";

    /// <returns>0: done, and durable.</returns>
    /// <exception cref="ConfigurationException">A file that should be there is not, or the other way round.</exception>
    /// <exception cref="OrleansException">The store or the backup cannot be used.</exception>
    public static int Run(OneTimeCommand command, DataOptions data, TextWriter output)
    {
        if (PlatformStore.Elsewhere is { } elsewhere)
        {
            throw ConfigurationException.Unusable(command.Argument, elsewhere);
        }

        if (data.Path == DataOptions.InMemory)
        {
            throw ConfigurationException.Unusable(PathKey, $"{data.Path} keeps nothing that {command.Argument} could be about");
        }

        var file = Path.GetFullPath(command.File);
        output.WriteLine(command.Kind == OneTimeCommandKind.Backup ? Backup(data.Path, file) : Restore(file, data.Path));
        return ExitCode.Ended;
    }

    private static string Backup(string dataPath, string file)
    {
        Require(File.Exists(dataPath), PathKey, $"there is no store at {Path.GetFullPath(dataPath)}");
        Require(!Path.Exists(file), "--backup", $"{file} is there already, and nothing is overwritten");
        Require(Directory.Exists(Path.GetDirectoryName(file)), "--backup", $"the folder of {file} is not there");
        var bytes = PlatformStore.Backup(dataPath, file);
        return string.Create(CultureInfo.InvariantCulture, $"backup {file} of {Path.GetFullPath(dataPath)}: {bytes} bytes");
    }

    private static string Restore(string file, string dataPath)
    {
        Require(File.Exists(file), "--restore", $"{file} is not there");
        MakeFolderOf(dataPath);
        var bytes = PlatformStore.Restore(file, dataPath);
        return string.Create(CultureInfo.InvariantCulture, $"restored {Path.GetFullPath(dataPath)} from {file}: {bytes} bytes");
    }

    private static void MakeFolderOf(string dataPath)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(dataPath))!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationException.Unusable(PathKey, $"the folder of {dataPath} cannot be made: {exception.Message}");
        }
    }

    private static void Require(bool isSo, string key, string otherwise)
    {
        if (!isSo)
        {
            throw ConfigurationException.Unusable(key, otherwise);
        }
    }
}
