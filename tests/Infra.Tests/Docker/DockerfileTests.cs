using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.Docker;

public sealed class DockerfileTests
{
    public static TheoryData<string> Files => [.. Repository.Files("infra/docker", "Dockerfile")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Check_EveryDockerfile_NothingIsFound(string path) => Assert.Empty(DockerfileRules.Check(Repository.Read(path)));

    [Theory]
    [InlineData("sdk:10.0-noble", "sdk:latest", "image mcr.microsoft.com/dotnet/sdk:latest of no release")]
    [InlineData("aspnet:10.0-noble-chiseled", "aspnet", "image mcr.microsoft.com/dotnet/aspnet of no release")]
    [InlineData("COPY src/ src/", "ADD https://example.com/src.tar.gz src/", "ADD, which also fetches and unpacks: say COPY")]
    [InlineData("COPY src/ src/", "COPY source/ src/", "COPY source: is not there")]
    [InlineData("COPY src/ src/", "COPY tests/ src/", "COPY tests: .dockerignore keeps it out")]
    [InlineData("USER 10001:10001", "USER app", "no user by number, other than root")]
    [InlineData("USER 10001:10001", "USER 0", "no user by number, other than root")]
    [InlineData("USER 10001:10001", "", "no user by number, other than root")]
    [InlineData("VOLUME /data", "RUN mkdir /data", "RUN in an image without a shell")]
    [InlineData("ENTRYPOINT [\"dotnet\", \"EventPlatform.Gateway.dll\"]", "ENTRYPOINT dotnet x", "no entry point in exec form")]
    [InlineData("CMD [\"dotnet\", \"EventPlatform.Gateway.dll\", \"--check-health\"]", "CMD curl x", "no health check that the image")]
    [InlineData("ENTRYPOINT [\"dotnet\", \"EventPlatform.Gateway", "ENTRYPOINT [\"dotnet\", \"Gateway", "ENTRYPOINT does not start")]
    [InlineData("dotnet publish src/Gateway", "dotnet publish src/Silo", "HEALTHCHECK does not start what was published, Silo")]
    [InlineData("Listeners__Bind=0.0.0.0", "Listeners__Address=0.0.0.0", "Listeners:Address: unknown key")]
    [InlineData("Listeners__Bind=0.0.0.0", "Auth__Admin__Password=x", "Auth__Admin__Password: a secret as a literal")]
    [InlineData("DOTNET_EnableDiagnostics=0", "A=0", "the runtime makes a socket below /tmp, which is read-only")]
    [InlineData("EXPOSE 58080 9010", "EXPOSE 58080", "EXPOSE lacks 9010")]
    public void Check_Broken_IsFound(string right, string wrong, string finding)
    {
        var text = Repository.Read("infra/docker/Dockerfile");
        Assert.Contains(right, text, StringComparison.Ordinal);

        var found = DockerfileRules.Check(text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(found, each => each.Contains(finding, StringComparison.Ordinal));
    }
}
