using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

public sealed class HeaderFormTests
{
    [Theory]
    [InlineData("Basic", "Basic realm=\"x\"", true)]
    [InlineData("GET,HEAD", "GET, HEAD", true)]
    [InlineData("GET", "GET, HEAD", false)]
    [InlineData("Basic*\"x\"", "Basic realm=\"x\"", true)]
    [InlineData("Basic*y", "Basic realm=\"x\"", false)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    [InlineData("x", "", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("/x/<bound>", "/x/7\"", true)]
    [InlineData("/x/<bound>", "/x/8", false)]
    [InlineData("</x?after=<free>>;rel=\"next\"", "</x?after=ab>; rel=\"next\"", true)]
    public void Has_Form(string form, string header, bool isRight)
    {
        var bindings = new Bindings();
        bindings.Bind("bound", JsonReading.Parse("\"7\\\"\""));
        Assert.Equal(isRight, HeaderForm.Has(form, header, bindings));
        Assert.Equal(isRight && form.Contains("free", StringComparison.Ordinal) ? "\"ab\"" : null, bindings["free"]?.Source);
    }
}
