using System.Text;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Notes and return times in a line (status-interface.md, 1 and 2).</summary>
public class FieldTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" a ", " a ")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("a#masknl#b", "a\nb")]
    [InlineData("#masknl#", "\n")]
    [InlineData("#masknl##masknl#", "\n\n")]
    [InlineData("#mask#masknl#nl#", "#mask\nnl#")]
    [InlineData("#MASKNL#", "#MASKNL#")]
    [InlineData("#masknl", "#masknl")]
    [InlineData("ü€😀\u00A0\u2028", "ü€😀\u00A0\u2028")]
    public void Note_Allowed_IsReadAndWrittenBack(string field, string note)
    {
        Assert.True(NoteText.TryRead(field, out var read));
        Assert.Equal(note, read);
        Assert.Equal("X@#" + field, Encoding.UTF8.GetString(new LineWriter().Line("X"u8).Note(read).Take().Span));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("a\rb")]
    [InlineData("\r")]
    [InlineData("a\u001Fb")]
    [InlineData("a\u007Fb")]
    [InlineData("a\u0080")]
    [InlineData("a\u0085b")]
    [InlineData("\u009F")]
    [InlineData("#masknl#\u000B")]
    public void Note_ControlCharacter_IsRefused(string field) => Assert.False(NoteText.TryRead(field, out _));

    [Theory, InlineData(65_536, true), InlineData(65_537, false)]
    public void Note_AroundTheLimit_CountsBytesWithRealNewlines(int bytes, bool isAllowed)
    {
        var field = "ü#masknl#" + new string('x', bytes - 3);
        Assert.Equal(isAllowed, NoteText.TryRead(field, out _));
    }

    [Theory]
    [InlineData("0", -1)]
    [InlineData("000", -1)]
    [InlineData("000000000000", -1)]
    [InlineData("1", 1_000)]
    [InlineData("007", 7_000)]
    [InlineData("1436889163", 1_436_889_163_000)]
    [InlineData("253402300799", 253_402_300_799_000)]
    public void ReturnTime_Allowed_IsMilliseconds(string field, long milliseconds)
    {
        Assert.True(ReturnTimeText.TryRead(field, out var read));
        Assert.Equal(milliseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x1")]
    [InlineData("1_0")]
    [InlineData("１")]
    [InlineData("٣")]
    [InlineData("0000000000000")]
    [InlineData("0000000000001")]
    [InlineData("253402300800")]
    [InlineData("999999999999")]
    [InlineData("99999999999999999999")]
    public void ReturnTime_AnythingElse_IsRefused(string field) => Assert.False(ReturnTimeText.TryRead(field, out _));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1_000, 1)]
    [InlineData(1_999, 1)]
    [InlineData(253_402_300_799_999, 253_402_300_799)]
    public void ReturnTime_Written_IsRoundedDown(long milliseconds, long seconds) =>
        Assert.Equal(seconds, ReturnTimeText.Seconds(milliseconds));
}
