using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Delivery.Workflows.Expressions;

/// <summary>Estimates, before a built-in function runs, how much it would make, and refuses too much. Never too low; seldom too high.</summary>
internal sealed class ScriptBounds(ExpressionLimits limits)
{
    private const int MaxDepth = 64;

    // Two bytes a character, and the function's own buffers.
    private readonly long _characters = limits.MaxMemory / 4;

    public void CheckText(string name, JsValue self, JsValue[] arguments)
    {
        var length = self is JsString text ? text.ToString().Length : 0L;
        Refuse(name switch
        {
            "repeat" => length * Number(arguments, 0),
            "padStart" or "padEnd" => Number(arguments, 0),
            _ => Replaced(length, arguments),
        });
    }

    /// <summary>Array functions work on anything with a length; one of 2^53 would keep them busy for ever.</summary>
    public void CheckList(string name, JsValue self, JsValue[] arguments)
    {
        if (self is ObjectInstance list && TypeConverter.ToNumber(list.Get("length")) > limits.MaxArrayLength)
        {
            throw new ExpressionLimitException($"The script works on a list of more than {limits.MaxArrayLength} elements.");
        }

        switch (name)
        {
            case "join" or "toString":
                var separator = arguments.Length > 0 && arguments[0] is JsString text ? text.ToString().Length : 1;
                Refuse(Size(self, separator, 0, _characters));
                break;
            case "flat":
                RefuseElements(Elements(self, 0, arguments.Length > 0 ? Number(arguments, 0) : 1));
                break;
            case "concat":
                RefuseElements(arguments.Append(self).Sum(item => item is JsArray array ? array.Length : 1L));
                break;
        }
    }

    public void CheckJson(JsValue[] arguments) => Refuse(arguments.Length == 0 ? 0 : Size(arguments[0], 16, 0, _characters));

    /// <summary>Each character may be a match, and each <c>$</c> may stand for the whole text.</summary>
    private static double Replaced(double length, JsValue[] arguments)
    {
        if (arguments.Length < 2 || arguments[1] is not JsString replacement)
        {
            return 0;
        }

        var text = replacement.ToString();
        var one = text.Length + (text.Count(letter => letter == '$') * length);
        return arguments[0] is JsString pattern && pattern.ToString().Length > 0
            ? length + ((length / pattern.ToString().Length) + 1) * one
            : (length + 1) * (one + 1);
    }

    private static double Size(JsValue value, int perItem, int depth, double enough)
    {
        if (depth > MaxDepth)
        {
            return enough + 1;
        }

        double size = perItem;
        switch (value)
        {
            case JsString text:
                return size + text.ToString().Length;
            case JsArray array:
                for (uint i = 0; i < array.Length && size <= enough; i++)
                {
                    size += Size(array[i], perItem, depth + 1, enough - size);
                }

                return size;
            case ObjectInstance instance when !instance.IsCallable():
                foreach (var (key, property) in instance.GetOwnProperties())
                {
                    // Getters are the script's own code, whose statements are counted when they run.
                    size += key.ToString().Length + Size(property.Value ?? JsValue.Undefined, perItem, depth + 1, enough - size);
                    if (size > enough)
                    {
                        break;
                    }
                }

                return size;
            default:
                return size + 24;
        }
    }

    private double Elements(JsValue value, int depth, double levels)
    {
        if (value is not JsArray array || depth > MaxDepth || levels < 0)
        {
            return 1;
        }

        double count = 0;
        for (uint i = 0; i < array.Length && count <= limits.MaxArrayLength; i++)
        {
            count += Elements(array[i], depth + 1, levels - 1);
        }

        return count;
    }

    private static double Number(JsValue[] arguments, int index) => arguments.Length > index ? TypeConverter.ToNumber(arguments[index]) : 0;

    private void Refuse(double characters)
    {
        if (characters > _characters)
        {
            throw new ExpressionLimitException($"The script makes a text of more than {_characters} characters.");
        }
    }

    private void RefuseElements(double elements)
    {
        if (elements > limits.MaxArrayLength)
        {
            throw new ExpressionLimitException($"The script makes a list of more than {limits.MaxArrayLength} elements.");
        }
    }
}
