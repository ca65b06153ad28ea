using System.Globalization;

namespace EventPlatform.Management;

/// <summary>Labels as text, built without garbage while they fit: <c>door="status",kind="x"</c>.</summary>
internal ref struct LabelText(Span<char> buffer)
{
    private Span<char> _buffer = buffer;
    private int _length;

    public readonly ReadOnlySpan<char> Text => _buffer[.._length];

    public void Append(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (_length > 0)
            {
                Append(',');
            }

            AppendName(name);
            Append('=');
            Append('"');
            AppendEscaped(value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            Append('"');
        }
    }

    // name = letter or underscore, then letters, digits, underscores; everything else becomes an underscore
    private void AppendName(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var isAllowed = char.IsAsciiLetter(name[i]) || name[i] == '_' || (i > 0 && char.IsAsciiDigit(name[i]));
            Append(isAllowed ? name[i] : '_');
        }
    }

    private void AppendEscaped(string value)
    {
        foreach (var c in value)
        {
            if (c is '\\' or '"' or '\n')
            {
                Append('\\');
            }

            Append(c == '\n' ? 'n' : c);
        }
    }

    private void Append(char c)
    {
        if (_length == _buffer.Length)
        {
            var larger = new char[_buffer.Length * 2];
            _buffer.CopyTo(larger);
            _buffer = larger;
        }

        _buffer[_length++] = c;
    }
}
