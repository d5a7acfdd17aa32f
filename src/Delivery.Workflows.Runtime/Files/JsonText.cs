using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Files;

/// <summary>
/// Writes JSON, one member a line. What was read from a text and not changed is written as it stood there, escapes and digits included;
/// what is new is escaped no more than JSON asks for.
/// </summary>
internal sealed class JsonText(int indent, string newLine)
{
    private readonly StringBuilder _text = new();

    public string Write(JsonNode? node)
    {
        _text.Clear();
        Append(node, 0);
        return _text.ToString();
    }

    private void Append(JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } json:
                AppendAll('{', json, depth, member =>
                {
                    AppendText(member.Key);
                    _text.Append(": ");
                    Append(member.Value, depth + 1);
                }, '}');
                break;
            case JsonArray { Count: > 0 } array:
                AppendAll('[', array, depth, item => Append(item, depth + 1), ']');
                break;
            case JsonObject:
                _text.Append("{}");
                break;
            case JsonArray:
                _text.Append("[]");
                break;
            default:
                AppendValue(node);
                break;
        }
    }

    private void AppendAll<T>(char open, IEnumerable<T> items, int depth, Action<T> append, char close)
    {
        _text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            _text.Append(first ? "" : ",");
            first = false;
            AppendLine(depth + 1);
            append(item);
        }

        AppendLine(depth);
        _text.Append(close);
    }

    private void AppendLine(int depth) => _text.Append(newLine).Append(' ', indent * depth);

    private void AppendValue(JsonNode? node)
    {
        if (node is null)
        {
            _text.Append("null");
        }
        else if (node.AsValue().TryGetValue(out JsonElement element))
        {
            _text.Append(element.GetRawText());
        }
        else if (node.GetValueKind() == JsonValueKind.String)
        {
            AppendText(node.GetValue<string>());
        }
        else
        {
            _text.Append(node.ToJsonString());
        }
    }

    private void AppendText(string text)
    {
        _text.Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                < ' ' => _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => _text.Append(character),
            };
        }

        _text.Append('"');
    }
}
