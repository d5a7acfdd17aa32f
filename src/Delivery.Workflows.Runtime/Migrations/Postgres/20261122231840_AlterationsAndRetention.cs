using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Delivery.Workflows.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AlterationsAndRetention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unused_since",
                schema: "workflows",
                table: "bundles",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alteration_plans",
                schema: "workflows",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    alterations = table.Column<string>(type: "text", nullable: false),
                    filter = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cursor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alteration_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alteration_jobs",
                schema: "workflows",
                columns: table => new
                {
                    plan_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    instance_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    wake_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    message = table.Column<string>(type: "text", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alteration_jobs", x => new { x.plan_id, x.instance_id });
                    table.ForeignKey(
                        name: "fk_alteration_jobs_alteration_plans_plan_id",
                        column: x => x.plan_id,
                        principalSchema: "workflows",
                        principalTable: "alteration_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_instances_sub_status_finished_at",
                schema: "workflows",
                table: "instances",
                columns: new[] { "sub_status", "finished_at" },
                filter: "finished_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alteration_jobs_wake_at",
                schema: "workflows",
                table: "alteration_jobs",
                column: "wake_at",
                filter: "wake_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alteration_plans_completed_at",
                schema: "workflows",
                table: "alteration_plans",
                column: "completed_at",
                filter: "completed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alteration_plans_created_at",
                schema: "workflows",
                table: "alteration_plans",
                column: "created_at",
                filter: "status <> 'Completed'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alteration_jobs",
                schema: "workflows");

            migrationBuilder.DropTable(
                name: "alteration_plans",
                schema: "workflows");

            migrationBuilder.DropIndex(
                name: "ix_instances_sub_status_finished_at",
                schema: "workflows",
                table: "instances");

            migrationBuilder.DropColumn(
                name: "unused_since",
                schema: "workflows",
                table: "bundles");
        }
    }
}
