namespace EventPlatform.Grains.Tests;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("Äö 漢 😀", true)]
    [InlineData(" @ # ", true)]
    [InlineData("", false)]
    [InlineData("a@#", false)]
    [InlineData("#masknl#", false)]
    [InlineData("a\u0000", false)]
    [InlineData("a\u0085", false)]
    [InlineData("a\n", false)]
    public void CheckName_Text_IsNameOrNot(string text, bool isName) => Assert.Equal(isName, NameRules.CheckName(text) is null);

    [Fact]
    public void CheckName_LoneSurrogates_AreRefused()
    {
        Assert.NotNull(NameRules.CheckName("\ud83d"));
        Assert.NotNull(NameRules.CheckName("\ude00a"));
        Assert.NotNull(NameRules.CheckName("a\ud83da"));
    }

    [Fact]
    public void CheckName_Length_IsCountedInCodePoints()
    {
        Assert.Null(NameRules.CheckName(string.Concat(Enumerable.Repeat("😀", 128))));
        Assert.NotNull(NameRules.CheckName(string.Concat(Enumerable.Repeat("😀", 129))));
    }

    [Fact]
    public void CheckNote_LengthAndCharacters_AreBounded()
    {
        Assert.Null(NameRules.CheckNote(""));
        Assert.Null(NameRules.CheckNote("a\tb\nc"));
        Assert.NotNull(NameRules.CheckNote("a\r"));
        Assert.NotNull(NameRules.CheckNote("a@#"));
        Assert.Null(NameRules.CheckNote(new string('x', NameRules.NoteBytesMax)));
        Assert.NotNull(NameRules.CheckNote(new string('ä', (NameRules.NoteBytesMax / 2) + 1)));
    }
}
