using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Extensions;

namespace EventPlatform.Grains.Tests.Extensions;

public sealed class ExtensionRulesTests
{
    private static readonly ExtensionState Row = new(1, "row", 5_000);
    private static readonly ExtensionState Given = new(2, "given", -1);

    [Theory]
    [InlineData(0, 1, "given")]
    [InlineData(1, 2, "given")]
    [InlineData(2, 2, "row")]
    [InlineData(3, 2, "row")]
    public void Effective_RowOrDocument_TheNewerCounts(long rowVersion, long givenUnder, string note)
    {
        Assert.Equal(note, ExtensionRules.Effective(new ExtensionPeek(rowVersion, Row), givenUnder, Given, TestTenant.Statuses).Note);
    }

    [Fact]
    public void Effective_StatusThatTheDocumentHasNot_ReadsAsAvailable()
    {
        var state = ExtensionRules.Effective(new ExtensionPeek(1, Row with { Status = 9 }), 1, Given, TestTenant.Statuses);
        Assert.Equal(Row with { Status = 0 }, state);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(999, false)]
    [InlineData(1_000, true)]
    [InlineData(253_402_300_799_999, true)]
    [InlineData(253_402_300_800_000, false)]
    public void CheckReturnTime_Number_IsReturnTimeOrNot(long value, bool isOne)
        => Assert.Equal(isOne, ReturnTimeRules.Check(value) is null);

    [Fact]
    public void Order_Numbers_ShorterFirstThenByBytes()
    {
        string[] numbers = ["1000", "a", "300", "20", "ä", "21"];
        Assert.Equal(["a", "20", "21", "ä", "300", "1000"], numbers.Order(ExtensionNumbers.Order));
    }
}
