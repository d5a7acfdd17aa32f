using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Expressions;

/// <summary>Compiles expressions; the same text is parsed once per bundle.</summary>
internal sealed class ExpressionCompiler(
    Dictionary<string, CompiledScript> scripts,
    Dictionary<string, CompiledTemplate> templates,
    OutputReaders readers)
{
    /// <summary>Null when the expression is none: no known language, or a reference that refers to nothing.</summary>
    public Expression? Compile(JsonObject json)
    {
        if (!json.ContainsKey("type"))
        {
            return null;
        }

        var value = json["value"];
        return json.TextMember("type") switch
        {
            null or "Literal" => new LiteralExpression(value),
            "Object" or "Json" => new ObjectExpression(value),
            "Variable" => Reference(value, "id") is { } id ? new VariableExpression(id) : null,
            "Input" => Reference(value, "name") is { } name ? new InputExpression(name) : null,
            "JavaScript" => Script(JsonValues.TextOrNull(value) ?? ""),
            "Liquid" => Template(JsonValues.TextOrNull(value) ?? ""),
            "CSharp" or "C#" => new UnsupportedExpression("C#"),
            "Python" => new UnsupportedExpression("Python"),
            _ => null,
        };
    }

    public JavaScriptExpression Script(string text)
    {
        if (!scripts.TryGetValue(text, out var script))
        {
            scripts.Add(text, script = new CompiledScript(text));
            readers.Add(script);
        }

        return new JavaScriptExpression(script);
    }

    private LiquidExpression Template(string text)
    {
        if (!templates.TryGetValue(text, out var template))
        {
            templates.Add(text, template = new CompiledTemplate(text));
        }

        return new LiquidExpression(template);
    }

    /// <summary>The value is an object or the JSON text of one.</summary>
    private static string? Reference(JsonNode? value, string member)
    {
        try
        {
            var node = JsonValues.IsText(value) ? JsonValues.Parse(value!.GetValue<string>()) : value;
            return (node as JsonObject)?.TextMember(member) is { Length: > 0 } text ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
