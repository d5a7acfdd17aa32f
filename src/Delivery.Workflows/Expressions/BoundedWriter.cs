using System.Globalization;
using System.Text;

namespace Delivery.Workflows.Expressions;

/// <summary>Collects a template's output and refuses more than allowed.</summary>
internal sealed class BoundedWriter(int limit) : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        Ensure(1);
        _text.Append(value);
    }

    public override void Write(string? value)
    {
        Ensure(value?.Length ?? 0);
        _text.Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Ensure(count);
        _text.Append(buffer, index, count);
    }

    public override string ToString() => _text.ToString();

    private void Ensure(int more)
    {
        if (_text.Length + more > limit)
        {
            throw new ExpressionLimitException($"The template's output is longer than {limit} characters.");
        }
    }
}
