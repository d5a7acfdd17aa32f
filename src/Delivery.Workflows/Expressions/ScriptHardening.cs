using Delivery.Workflows.Execution;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace Delivery.Workflows.Expressions;

/// <summary>
/// Takes away what would make two runs differ (ambient randomness, the garbage collector, waiting) and what allocates without bound in
/// one step, where no statement is counted between.
/// </summary>
internal static class ScriptHardening
{
    private static readonly string[] Removed = ["Atomics", "SharedArrayBuffer", "WeakRef", "FinalizationRegistry", "ShadowRealm"];

    public static void Apply(Engine engine, SeededRandom random, ExpressionLimits limits)
    {
        foreach (var name in Removed)
        {
            engine.Global.Delete(name);
        }

        var math = engine.Global.Get("Math").AsObject();
        math.Set("random", new ClrFunction(engine, "random", (_, _) => JsNumber.Create(random.NextDouble())));
        var text = engine.Intrinsics.Object.Engine.Evaluate("String.prototype").AsObject();
        foreach (var name in (string[])["repeat", "padStart", "padEnd"])
        {
            Bound(engine, text, name, limits);
        }
    }

    private static void Bound(Engine engine, ObjectInstance prototype, string name, ExpressionLimits limits)
    {
        var original = prototype.Get(name);
        prototype.Set(name, new ClrFunction(
            engine,
            name,
            (self, arguments) =>
            {
                var size = arguments.Length > 0 ? Jint.Runtime.TypeConverter.ToNumber(arguments[0]) : 0;
                var factor = name == "repeat" ? self.ToString().Length : 1;
                if (size * factor > limits.MaxOutput)
                {
                    throw new ExpressionLimitException($"The script makes a text longer than {limits.MaxOutput} characters.");
                }

                return engine.Call(original, self, arguments);
            },
            1));
    }
}
