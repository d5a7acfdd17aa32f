using System.Collections.Frozen;
using Delivery.Workflows.Execution;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace Delivery.Workflows.Expressions;

/// <summary>
/// Takes away what would make two runs differ (ambient randomness, the garbage collector, waiting) and bounds what can allocate or spin
/// without limit inside one built-in function, where no statement is counted and no limit looked at.
/// </summary>
internal static class ScriptHardening
{
    private static readonly string[] Removed =
    [
        "Atomics", "SharedArrayBuffer", "WeakRef", "FinalizationRegistry", "ShadowRealm", "ArrayBuffer", "DataView", "Int8Array", "Uint8Array",
        "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array", "Float16Array",
        "Float32Array", "Float64Array",
    ];

    private static readonly string[] TextMethods = ["repeat", "padStart", "padEnd", "replace", "replaceAll"];
    private static readonly string[] ListMethods = ["join", "toString", "flat", "concat"];

    /// <summary>A script that mentions none of these, and has no computed access, needs no hardening.</summary>
    public static readonly FrozenSet<string> Powerful = FrozenSet.ToFrozenSet(
        [
            .. Removed, .. TextMethods, .. ListMethods,
            "random", "stringify", "raw", "Array", "from", "fill", "flatMap", "eval", "Function", "constructor", "prototype", "__proto__", "Reflect",
            "Proxy", "Object", "globalThis", "this", "call", "apply", "bind", "String", "JSON", "Math", "of",
        ],
        StringComparer.Ordinal);

    public static void Apply(Engine engine, CompiledScript script, SeededRandom random, ExpressionLimits limits)
    {
        if (script.IsHarmless)
        {
            return;
        }

        foreach (var name in Removed)
        {
            engine.Global.Delete(name);
        }

        var bounds = new ScriptBounds(limits);
        var text = engine.Global.Get("String").AsObject();
        text.Delete("raw");
        var textPrototype = text.Get("prototype").AsObject();
        foreach (var name in TextMethods)
        {
            Guard(engine, textPrototype, name, (self, arguments) => bounds.CheckText(name, self, arguments));
        }

        var lists = engine.Global.Get("Array").AsObject().Get("prototype").AsObject();
        foreach (var (key, property) in lists.GetOwnProperties().ToList())
        {
            if (!key.IsSymbol() && property.Value.IsCallable() && key.ToString() is var name && name != "constructor")
            {
                Guard(engine, lists, name, (self, arguments) => bounds.CheckList(name, self, arguments));
            }
        }

        Guard(engine, engine.Global.Get("JSON").AsObject(), "stringify", (_, arguments) => bounds.CheckJson(arguments));
        engine.Global.Get("Math").AsObject().Set("random", new ClrFunction(engine, "random", (_, _) => JsNumber.Create(random.NextDouble())));
    }

    private static void Guard(Engine engine, ObjectInstance owner, string name, Action<JsValue, JsValue[]> check)
    {
        var original = owner.Get(name);
        var guarded = new ClrFunction(
            engine,
            name,
            (self, arguments) =>
            {
                check(self, arguments);
                return engine.Call(original, self, arguments);
            },
            original.IsCallable() ? (int)original.AsObject().Get("length").AsNumber() : 0);

        // Not enumerable, as the original: for-in over an array must not meet it.
        owner.FastSetProperty(name, new Jint.Runtime.Descriptors.PropertyDescriptor(guarded, writable: true, enumerable: false, configurable: true));
    }
}
