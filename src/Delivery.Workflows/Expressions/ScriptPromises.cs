using Jint;
using Jint.Native;

namespace Delivery.Workflows.Expressions;

/// <summary>Awaits what can be awaited without waiting: a script has nothing that would settle a promise later.</summary>
internal static class ScriptPromises
{
    public static JsValue Settle(Engine engine, JsValue value)
    {
        if (!value.IsPromise())
        {
            return value;
        }

        engine.Advanced.ProcessTasks();
        JsValue? settled = null;
        JsValue? rejected = null;
        var then = value.AsObject().Get("then");
        engine.Invoke(
            then,
            value,
            [
                new Jint.Runtime.Interop.ClrFunction(engine, "", (_, arguments) => settled = arguments.Length > 0 ? arguments[0] : JsValue.Undefined),
                new Jint.Runtime.Interop.ClrFunction(engine, "", (_, arguments) => rejected = arguments.Length > 0 ? arguments[0] : JsValue.Undefined),
            ]);
        engine.Advanced.ProcessTasks();
        if (rejected is not null)
        {
            throw new ExpressionException($"The script failed: {rejected}");
        }

        return settled ?? throw new ExpressionException("The script returned a promise that nothing will ever settle.");
    }
}
