using System.Collections.Immutable;

namespace Orleans.Embedded.Tests;

public sealed class CopyRulesTests
{
    public static TheoryData<Type> PassedAsIs =>
    [
        typeof(int), typeof(string), typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan?), typeof(DayOfWeek), typeof(CancellationToken),
        typeof(Frozen), typeof(ImmutableArray<Frozen>), typeof(ImmutableArray<string>), typeof(Tree), typeof(Either<int>),
    ];

    public static TheoryData<Type> Copied =>
    [
        typeof(byte[]), typeof(Frozen[]), typeof(Thawed), typeof(ImmutableArray<byte[]>), typeof(Shape),
    ];

    public static TheoryData<Type> Refused =>
    [
        typeof(List<int>), typeof(IReadOnlyList<int>), typeof(IEnumerable<int>), typeof(ReadOnlyMemory<byte>), typeof(object),
        typeof(Bare), typeof(HalfNumbered), typeof(HoldsBare), typeof(Loop), typeof(int[,]), typeof((int, int)), typeof(Exception),
    ];

    [Theory]
    [MemberData(nameof(PassedAsIs))]
    public void IsPassedAsIs_OfWhatNobodyChanges_IsTrue(Type type) => Assert.True(CopyRules.IsPassedAsIs(type));

    [Theory]
    [MemberData(nameof(Copied))]
    public void IsPassedAsIs_OfWhatCanChange_IsFalse(Type type) => Assert.False(CopyRules.IsPassedAsIs(type));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Check_OfWhatIsNotSafe_SaysWhichTypeAndWhy(Type type)
    {
        var failure = Assert.Throws<ArgumentException>(() => CopyRules.Check(type));
        Assert.Contains("cannot cross the border of a grain", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckInterface_WithABadParameter_NamesMethodAndParameter()
    {
        var failure = Assert.Throws<ArgumentException>(() => CopyRules.CheckInterface(typeof(IBadContract)));
        Assert.Contains("Parameter items of IBadContract.Take", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckInterface_WithoutTask_IsRefused()
        => Assert.Throws<ArgumentException>(() => CopyRules.CheckInterface(typeof(IVoidContract)));

    [Fact]
    public void Copier_OfAClass_CopiesAllThatCanChange()
    {
        var source = new Thawed { Bytes = [1], Frozen = new Frozen([2]), Inner = new Point([3], 4) };
        var copy = CopyRules.CopierOf<Thawed>()!(source);
        Assert.NotSame(source, copy);
        Assert.NotSame(source.Bytes, copy.Bytes);
        Assert.Same(source.Frozen, copy.Frozen);
        Assert.NotSame(source.Inner.Bytes, copy.Inner.Bytes);
        Assert.Equal([1], copy.Bytes);
        Assert.Equal(4, copy.Inner.Number);
    }

    [Fact]
    public void Copier_OfABaseClass_CopiesWhatIsThere()
    {
        var source = new Circle([1]);
        var copy = Assert.IsType<Circle>(CopyRules.CopierOf<Shape>()!(source));
        Assert.NotSame(source.Bytes, copy.Bytes);
    }

    [Fact]
    public void Copier_OfNull_IsNull() => Assert.Null(CopyRules.CopierOf<Thawed>()!(null!));
}
