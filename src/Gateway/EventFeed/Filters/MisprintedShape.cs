namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>
/// The shape that the published samples print and real clients copied: <c>{"property" : "type" : "value" : "dial"}</c>. In elements of the
/// top-level <c>filters</c> a colon may stand for the comma between the two, in that order; nothing else is tolerated. This looks only
/// for such colons: whatever else is wrong with a message is found when the corrected one is read as JSON.
/// </summary>
internal static class MisprintedShape
{
    /// <summary>Depth of the message's own members, and of those of an element of its list.</summary>
    private const int TopDepth = 1;
    private const int ElementDepth = 3;

    /// <summary>How far the tokens agree with what is looked for.</summary>
    private enum Step
    {
        None,

        /// <summary>A name may come.</summary>
        Name,
        Filters,
        FiltersColon,
        Property,
        PropertyColon,
        PropertyText,

        /// <summary>The colon that stands for a comma, if a value follows.</summary>
        Misprint,
        Value,
    }

    /// <returns>The message with commas for misprinted colons; null: there are none.</returns>
    public static byte[]? Correct(ReadOnlySpan<byte> message)
    {
        byte[]? corrected = null;
        var tokens = new TokenScanner(message);
        var (depth, isInList, isElement, step, misprint) = (0, false, false, Step.None, 0);
        while (tokens.TryRead())
        {
            switch (tokens.Kind)
            {
                case (byte)'{' or (byte)'[':
                    depth++;
                    isInList |= depth == TopDepth + 1 && tokens.Kind == '[' && step == Step.FiltersColon;
                    isElement = depth == ElementDepth ? tokens.Kind == '{' && isInList : isElement;
                    step = tokens.Kind == '{' && (depth == TopDepth || (depth == ElementDepth && isElement)) ? Step.Name : Step.None;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    isInList &= depth > TopDepth;
                    step = Step.None;
                    break;
                case (byte)',':
                    step = depth == TopDepth || (depth == ElementDepth && isElement) ? Step.Name : Step.None;
                    break;
                case (byte)':':
                    if (step == Step.Value)
                    {
                        corrected ??= message.ToArray();
                        corrected[misprint] = (byte)',';
                    }

                    misprint = tokens.Start;
                    step = AfterColon(step);
                    break;
                default:
                    step = AfterText(step, tokens, depth);
                    break;
            }
        }

        return corrected;
    }

    private static Step AfterColon(Step step) => step switch
    {
        Step.Filters => Step.FiltersColon,
        Step.Property => Step.PropertyColon,
        Step.PropertyText => Step.Misprint,
        _ => Step.None,
    };

    private static Step AfterText(Step step, TokenScanner tokens, int depth) => step switch
    {
        Step.Name when depth == TopDepth && tokens.IsString("filters"u8) => Step.Filters,
        Step.Name when depth == ElementDepth && tokens.IsString("property"u8) => Step.Property,
        Step.PropertyColon when tokens.Kind == TokenScanner.String => Step.PropertyText,
        Step.Misprint when tokens.IsString("value"u8) => Step.Value,
        _ => Step.None,
    };
}
