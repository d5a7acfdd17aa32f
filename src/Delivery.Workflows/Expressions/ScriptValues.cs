using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Delivery.Workflows.Expressions;

/// <summary>Carries values into and out of scripts, always as copies.</summary>
internal sealed class ScriptValues(Engine engine, ExpressionLimits limits)
{
    private const int MaxDepth = 64;

    public JsValue ToScript(JsonNode? value)
    {
        switch (value)
        {
            case null:
                return JsValue.Null;
            case JsonObject json:
                var target = new JsObject(engine);
                foreach (var (name, member) in json)
                {
                    target.Set(name, ToScript(member));
                }

                return target;
            case JsonArray array:
                return new JsArray(engine, [.. array.Select(ToScript)]);
            default:
                return Scalar(value);
        }
    }

    /// <summary>Functions and undefined are nothing; dates are ISO text; a structure that contains itself is an error.</summary>
    public JsonNode? FromScript(JsValue value)
    {
        var budget = limits.MaxOutput;
        return FromScript(value, 0, ref budget);
    }

    private static JsValue Scalar(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => new JsString(value.GetValue<string>()),
        JsonValueKind.True => JsBoolean.True,
        JsonValueKind.False => JsBoolean.False,
        _ => JsNumber.Create(JsonValues.Number(value)),
    };

    private JsonNode? FromScript(JsValue value, int depth, ref int budget)
    {
        if (depth > MaxDepth)
        {
            throw new ExpressionLimitException($"The script's result is nested more than {MaxDepth} deep, or contains itself.");
        }

        switch (value)
        {
            case JsString text:
                return Text(text.ToString(), ref budget);
            case JsNumber number:
                Spend(8, ref budget);
                var real = number.AsNumber();
                return double.IsFinite(real) ? JsonValues.Number(real) : null;
            case JsBoolean flag:
                Spend(5, ref budget);
                return JsonValue.Create(flag == JsBoolean.True);
            case JsBigInt big:
                return Text(big.ToString(), ref budget);
            case JsDate date:
                return double.IsNaN(date.DateValue) ? null : Text(date.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture), ref budget);
            case JsArray array:
                return Array(array, depth, ref budget);
            case ObjectInstance instance when !instance.IsCallable():
                return Object(instance, depth, ref budget);
            default:
                return null;
        }
    }

    private JsonArray Array(JsArray array, int depth, ref int budget)
    {
        Spend(2, ref budget);
        var result = new JsonArray();
        for (uint i = 0; i < array.Length; i++)
        {
            Spend(1, ref budget);
            result.Add(FromScript(array[i], depth + 1, ref budget));
        }

        return result;
    }

    private JsonObject Object(ObjectInstance instance, int depth, ref int budget)
    {
        Spend(2, ref budget);
        var result = new JsonObject();
        foreach (var (key, property) in instance.GetOwnProperties())
        {
            if (key.IsSymbol() || !property.Enumerable)
            {
                continue;
            }

            var value = instance.Get(key);
            if (value.IsUndefined() || value.IsCallable())
            {
                continue;
            }

            var name = key.ToString();
            Spend(name.Length + 3, ref budget);
            result[name] = FromScript(value, depth + 1, ref budget);
        }

        return result;
    }

    private JsonValue Text(string text, ref int budget)
    {
        Spend(text.Length + 2, ref budget);
        return JsonValue.Create(text);
    }

    private void Spend(int characters, ref int budget)
    {
        budget -= characters;
        if (budget < 0)
        {
            throw new ExpressionLimitException($"The script's result is longer than {limits.MaxOutput} characters.");
        }
    }
}
