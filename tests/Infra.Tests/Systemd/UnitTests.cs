using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.Systemd;

public sealed class UnitTests
{
    private const string Folder = "infra/systemd";

    public static TheoryData<string> Units => [.. Repository.Files(Folder, ".service")];

    [Theory]
    [MemberData(nameof(Units))]
    public void Check_EveryUnit_NothingIsFound(string path) => Assert.Empty(UnitRules.Check(Repository.Read(path)));

    [Fact]
    public async Task Units_AreTakenBySystemd()
    {
        var copy = Directory.CreateTempSubdirectory("infra-tests-");
        try
        {
            foreach (var path in Repository.Files(Folder, ".service"))
            {
                // Where .NET stands is the machine's affair; that the program is there is checked too.
                var unit = Repository.Read(path).Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal);
                await File.WriteAllTextAsync(
                    Path.Combine(copy.FullName, Path.GetFileName(path)), unit, TestContext.Current.CancellationToken);
            }

            var (code, output, errors) = await Tool.Run(
                "systemd-analyze", "systemd", ["verify", .. Directory.GetFiles(copy.FullName).Order(StringComparer.Ordinal)]);

            Assert.Equal((0, "", ""), (code, output, errors));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("ProtectSystem=strict", "ProtectSystem=full", "lacks ProtectSystem=strict")]
    [InlineData("NoNewPrivileges=true", "", "lacks NoNewPrivileges=true")]
    [InlineData("User=eventplatform", "User=root", "runs as root")]
    [InlineData("User=eventplatform", "", "runs as root")]
    [InlineData("Restart=on-failure", "Restart=no", "is not started again where that helps, or where it does not")]
    [InlineData("RestartPreventExitStatus=2", "", "is not started again where that helps, or where it does not")]
    [InlineData("Type=exec", "Type=notify", "is not started again where that helps, or where it does not")]
    [InlineData("EnvironmentFile=/", "EnvironmentFile=-/", "no file for settings and secrets")]
    [InlineData("LimitNOFILE=200000", "LimitNOFILE=1024", "too few open files")]
    [InlineData("Environment=Data__Path", "Environment=Data__File", "Data:File: unknown key; allowed: Path")]
    [InlineData("Environment=Data__Path=", "Environment=Auth__Admin__Password=", "Auth__Admin__Password: a secret as a literal")]
    [InlineData("TimeoutStopSec=45", "TimeoutStopSec=30", "is killed before it has drained")]
    [InlineData("EventPlatform.Gateway.dll", "EventPlatform.Server.dll", "starts no program of ours")]
    public void Check_Broken_IsFound(string right, string wrong, string finding)
    {
        var text = Repository.Read($"{Folder}/eventplatform.service");
        Assert.Contains(right, text, StringComparison.Ordinal);

        Assert.Contains(finding, UnitRules.Check(text.Replace(right, wrong, StringComparison.Ordinal)));
    }
}
